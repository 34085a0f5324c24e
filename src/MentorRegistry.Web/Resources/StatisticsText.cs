namespace MentorRegistry.Web;

/// <summary>Texts of the statistics and of the papers made of them.</summary>
public sealed class StatisticsText;
