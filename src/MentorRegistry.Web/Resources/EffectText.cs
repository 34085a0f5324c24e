namespace MentorRegistry.Web;

/// <summary>Texts of the effect that mentors have.</summary>
public sealed class EffectText;
