namespace MentorRegistry.Web;

/// <summary>Marks HistoryText.resx.</summary>
public sealed class HistoryText;
