namespace MentorRegistry.Web;

/// <summary>Texts of the department's list.</summary>
public sealed class DepartmentText;
