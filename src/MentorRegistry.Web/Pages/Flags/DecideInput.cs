using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>A decision as it is typed, on one flag or on several.</summary>
[TextsFrom(typeof(FlagsText))]
public sealed class DecideInput
{
    [Display(Name = "Decide_Choice"), Required]
    public FlagDecision? Decision { get; set; }

    [Display(Name = "Decide_Until")]
    public DateOnly? Until { get; set; }

    [Display(Name = "Decide_With")]
    public string? With { get; set; }

    [Display(Name = "Decide_Reason"), DataType(DataType.MultilineText)]
    public string? Reason { get; set; }

    /// <summary>What the flag told when the form was rendered (<see cref="ToldFlag.Stamp" />).</summary>
    public string? Stamp { get; set; }

    /// <summary>
    /// Decides as typed. Without a choice the rest is judged all the same, so that all that is wrong is told at once.
    /// </summary>
    public IReadOnlyList<FlagRefusal> DecideOn(Flag flag, ToldFlag told, CurrentUser by, DateOnly today) =>
        flag.Decide(
            Decision ?? FlagDecision.EndsOne,
            Reason,
            Until,
            With,
            by.DisplayName,
            today,
            by.DepartmentIds,
            told.InPart
        );

    /// <summary>Whether anything is typed, a day that cannot be read too.</summary>
    public bool IsTyped(ModelStateDictionary typed) =>
        Decision is not null
        || !string.IsNullOrWhiteSpace(typed["Input.Until"]?.AttemptedValue)
        || !string.IsNullOrWhiteSpace(With)
        || !string.IsNullOrWhiteSpace(Reason);

    /// <summary>Says what is filled in that the choice has no use for: nothing typed is dropped without a word.</summary>
    public void TellUnused(ModelStateDictionary errors, IStringLocalizer<FlagsText> text)
    {
        if (Decision is null)
        {
            return;
        }

        if (Until is not null && Decision != FlagDecision.Justified)
        {
            errors.AddModelError("Input.Until", text["Refusal_Unused", text["Choice_Justified"].Value]);
        }

        if (!string.IsNullOrWhiteSpace(With) && Decision != FlagDecision.Coordinated)
        {
            errors.AddModelError("Input.With", text["Refusal_Unused", text["Choice_Coordinated"].Value]);
        }
    }

    /// <summary>Says each reason why not beside its field.</summary>
    public static void Tell(
        IEnumerable<FlagRefusal> refusals,
        ModelStateDictionary errors,
        IStringLocalizer<FlagsText> text,
        DateOnly today
    )
    {
        foreach (var refusal in refusals)
        {
            // A day that cannot be read is told of already.
            if (
                refusal == FlagRefusal.UntilMissing
                && errors.GetFieldValidationState("Input.Until") == ModelValidationState.Invalid
            )
            {
                continue;
            }

            var (field, sentence) = refusal switch
            {
                FlagRefusal.UntilMissing => ("Input.Until", text["Refusal_UntilMissing"]),
                FlagRefusal.UntilPassed => ("Input.Until", text["Refusal_UntilPassed"]),
                FlagRefusal.UntilTooFar => (
                    "Input.Until",
                    text["Refusal_UntilTooFar", Format.LongDate(today.AddMonths(Flag.LongestJustifiedMonths))]
                ),
                FlagRefusal.WithMissing => ("Input.With", text["Refusal_WithMissing"]),
                FlagRefusal.WithTooLong => (
                    "Input.With",
                    text["Refusal_TooLong", Format.Number(Flag.LongestWith)]
                ),
                FlagRefusal.ReasonMissing => ("Input.Reason", text["Refusal_ReasonMissing"]),
                FlagRefusal.ReasonTooLong => (
                    "Input.Reason",
                    text["Refusal_TooLong", Format.Number(Flag.LongestReason)]
                ),
                _ => ("", text["Closed_Text"]),
            };
            errors.AddModelError(field, sentence);
        }
    }
}
