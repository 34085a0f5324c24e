namespace MentorRegistry.Web;

/// <summary>Texts of the rules of points of attention.</summary>
public sealed class FlagRulesText;
