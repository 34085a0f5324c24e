namespace MentorRegistry.Web;

/// <summary>Texts of erasure.</summary>
public sealed class ErasureText;
