namespace MentorRegistry.Web;

/// <summary>Marks FormatText.resx.</summary>
public sealed class FormatText;
