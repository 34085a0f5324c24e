namespace MentorRegistry.Web;

/// <summary>Texts of Start.</summary>
public sealed class StartText;
