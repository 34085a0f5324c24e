namespace MentorRegistry.Web;

/// <summary>Texts of the account's pages.</summary>
public sealed class AccountText;
