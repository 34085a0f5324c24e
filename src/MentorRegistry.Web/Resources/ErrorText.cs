namespace MentorRegistry.Web;

/// <summary>Marks ErrorText.resx.</summary>
public sealed class ErrorText;
