namespace MentorRegistry.Web;

/// <summary>The jobs that run by themselves.</summary>
public sealed class JobsText;
