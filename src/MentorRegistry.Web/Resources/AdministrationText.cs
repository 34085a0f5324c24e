namespace MentorRegistry.Web;

/// <summary>The texts of the pages on which administrators keep reference data and users.</summary>
public sealed class AdministrationText;
