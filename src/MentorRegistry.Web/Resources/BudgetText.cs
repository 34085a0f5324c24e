namespace MentorRegistry.Web;

/// <summary>Texts of budgets, what they are spent on, and the ceiling.</summary>
public sealed class BudgetText;
