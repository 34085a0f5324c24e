namespace MentorRegistry.Web;

/// <summary>Texts of what hours cost.</summary>
public sealed class CostsText;
