namespace MentorRegistry.Web;

/// <summary>Texts of what the municipality spends beside others.</summary>
public sealed class BenchmarkText;
