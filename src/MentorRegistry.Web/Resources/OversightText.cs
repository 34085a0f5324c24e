namespace MentorRegistry.Web;

/// <summary>Marks OversightText.resx.</summary>
public sealed class OversightText;
