using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Mail;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Digests;

/// <summary>Says where a digest stands in the reader's words.</summary>
public sealed class SendingWords(IStringLocalizer<DigestsText> text)
{
    public string State(DigestState state, DateTime? leasedUntilUtc, DateTime nowUtc) =>
        state switch
        {
            DigestState.Pending => text["State_Pending"],
            DigestState.Sending when leasedUntilUtc is null || leasedUntilUtc <= nowUtc => text[
                "State_Doubtful"
            ],
            DigestState.Sending => text["State_Sending"],
            DigestState.Sent => text["State_Sent"],
            DigestState.Retry => text["State_Retry"],
            _ => text["State_GivenUp"],
        };

    public string Outcome(DigestOutcome outcome) =>
        outcome switch
        {
            DigestOutcome.Sent => text["Outcome_Sent"],
            DigestOutcome.Retry => text["Outcome_Retry"],
            DigestOutcome.GivenUp => text["Outcome_GivenUp"],
            _ => text["Outcome_Unknown"],
        };

    /// <summary>What an answer means, in the reader's words; and the server's own, which are shown as a quotation.</summary>
    public (string Sentence, string? Quoted)? Answer(string? answer)
    {
        var (kind, said) = answer?.Split(' ', 2) switch
        {
            null or [""] => (null, null),
            [var first, var rest] => (first, rest),
            [var only] => (only, null),
            _ => ((string?)null, (string?)null),
        };
        return kind switch
        {
            null => null,
            OwnAnswers.AddressMissing => (text["Own_AddressMissing"], null),
            OwnAnswers.AddressIsNone => (text["Own_AddressIsNone"], null),
            OwnAnswers.AddressLetters => (text["Own_AddressLetters"], null),
            OwnAnswers.NotMade => (text["Own_NotMade", said ?? ""], null),
            _ when kind.StartsWith(ServerAnswers.Prefix, StringComparison.Ordinal) => (text[kind], said),
            // Of an older version, which kept the server's words alone.
            _ => (text["Server_Unknown"], answer),
        };
    }

    public static string? When(DateTime? utc)
    {
        if (utc is not { } instant)
        {
            return null;
        }

        var local = Clock.ToCopenhagen(instant);
        return $"{Format.Date(DateOnly.FromDateTime(local))} {Format.Time(local)}";
    }
}
