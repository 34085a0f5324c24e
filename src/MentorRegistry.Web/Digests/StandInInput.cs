using System.ComponentModel.DataAnnotations;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Digests;

/// <summary>Who is to stand in, and when.</summary>
[TextsFrom(typeof(DigestMailText))]
public sealed class StandInInput
{
    [Display(Name = "StandIn_Who"), Required]
    public string? StandInId { get; set; }

    [Display(Name = "StandIn_First"), Required]
    public DateOnly? First { get; set; }

    [Display(Name = "StandIn_Last")]
    public DateOnly? Last { get; set; }

    /// <summary>Tells all the reasons why not, each at its field; whether there are any.</summary>
    public bool RefusedBy(
        IReadOnlyList<StandInRefusal> refusals,
        ModelStateDictionary state,
        IStringLocalizer<DigestMailText> text
    )
    {
        foreach (var refusal in refusals)
        {
            state.AddModelError(
                refusal switch
                {
                    StandInRefusal.SeesNothing or StandInRefusal.NoAddress or StandInRefusal.IsTheHead =>
                        $"Add.{nameof(StandInId)}",
                    StandInRefusal.AnotherStandsIn => $"Add.{nameof(First)}",
                    _ => $"Add.{nameof(Last)}",
                },
                text[$"Refused_{refusal}"]
            );
        }

        return refusals.Count > 0;
    }
}
