namespace MentorRegistry.Web.Data.DemoData;

/// <summary>The people that the demo signs in as; the program prints them when it starts.</summary>
public static class DemoUsers
{
    /// <summary>One password for all of them. It opens invented data only.</summary>
    public const string Password = "vis-mig-mentorerne-2026";
}
