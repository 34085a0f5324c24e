namespace MentorRegistry.Web;

/// <summary>Marks SharedText.resx.</summary>
public sealed class SharedText;
