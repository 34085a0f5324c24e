namespace MentorRegistry.Web;

/// <summary>Texts of the digest's mail, and of the pages about who gets it.</summary>
public sealed class DigestMailText;
