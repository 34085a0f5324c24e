namespace MentorRegistry.Web;

/// <summary>Marks CitizensText.resx.</summary>
public sealed class CitizensText;
