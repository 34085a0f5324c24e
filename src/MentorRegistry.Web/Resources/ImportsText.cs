namespace MentorRegistry.Web;

/// <summary>Texts of loading placements from a file.</summary>
public sealed class ImportsText;
