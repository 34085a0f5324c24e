namespace MentorRegistry.Web;

/// <summary>Texts of providers and their rates.</summary>
public sealed class ProvidersText;
