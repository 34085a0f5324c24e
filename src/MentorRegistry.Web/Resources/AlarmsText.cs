namespace MentorRegistry.Web;

/// <summary>What administrators and auditors are alarmed about.</summary>
public sealed class AlarmsText;
