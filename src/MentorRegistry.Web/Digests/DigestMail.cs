namespace MentorRegistry.Web.Digests;

/// <summary>A digest as it is sent.</summary>
/// <param name="Subject">Says the main thing.</param>
/// <param name="Html">The HTML part, a whole document.</param>
/// <param name="Text">The text part, which says the same.</param>
/// <param name="Figures">Its figures, as JSON: the next month's digest says what has changed since.</param>
/// <param name="Language">"da" or "en".</param>
/// <param name="RecipientId">The account that gets it: the head's, or of who stands in.</param>
public sealed record DigestMail(
    string Subject,
    string Html,
    string Text,
    string Figures,
    string Language,
    string RecipientId
);
