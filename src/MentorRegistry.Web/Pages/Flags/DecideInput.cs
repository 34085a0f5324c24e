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
