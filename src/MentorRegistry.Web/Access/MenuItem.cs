namespace MentorRegistry.Web.Access;

/// <summary>One entry of the main menu: where it leads, and its key in SharedText.</summary>
public sealed record MenuItem(string Path, string TextKey);
