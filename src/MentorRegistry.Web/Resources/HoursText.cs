namespace MentorRegistry.Web;

/// <summary>Texts of the mentors' hours.</summary>
public sealed class HoursText;
