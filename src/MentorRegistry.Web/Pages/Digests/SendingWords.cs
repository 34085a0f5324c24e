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

    /// <summary>The server's own words, or the registry's.</summary>
    public string? Answer(string? answer) =>
        answer?.Split(' ') switch
        {
            [OwnAnswers.AddressMissing] => text["Own_AddressMissing"],
            [OwnAnswers.AddressIsNone] => text["Own_AddressIsNone"],
            [OwnAnswers.AddressLetters] => text["Own_AddressLetters"],
            [OwnAnswers.NotMade, var fault] => text["Own_NotMade", fault],
            _ => answer,
        };

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
