namespace MentorRegistry.Web;

/// <summary>How the monthly digests went out.</summary>
public sealed class DigestsText;
