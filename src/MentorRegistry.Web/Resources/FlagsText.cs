namespace MentorRegistry.Web;

/// <summary>Texts of the worklist and of deciding.</summary>
public sealed class FlagsText;
