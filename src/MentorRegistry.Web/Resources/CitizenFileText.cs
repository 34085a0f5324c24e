namespace MentorRegistry.Web;

/// <summary>Texts of the citizen's right of access.</summary>
public sealed class CitizenFileText;
