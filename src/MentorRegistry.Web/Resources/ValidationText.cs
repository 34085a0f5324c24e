namespace MentorRegistry.Web;

/// <summary>Marks ValidationText.resx.</summary>
public sealed class ValidationText;
