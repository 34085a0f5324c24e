using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Extends a placement by a new grant.</summary>
public sealed class ExtendModel(PlacementDesk desk) : GrantPage(desk)
{
    [FromRoute]
    public long Id { get; set; }

    [BindProperty]
    public GrantInput Input { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await OpenAsync(Id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        // The form's dates are filled in, so what they raise is shown at once.
        await WriteAsync(citizenId, Id, Begin, save: false, reason: null, ct);
        await PriceAsync(ct);
        return Page();
    }

    protected override async Task<(long? ProviderId, GrantInput Typed)> ToPriceAsync(CancellationToken ct) =>
        (
            await Desk.Db.Placements.Where(p => p.Id == Id).Select(p => (long?)p.ProviderId).SingleAsync(ct),
            Input
        );

    protected override async Task<IActionResult> RunAsync(bool save, CancellationToken ct)
    {
        if (await OpenAsync(Id, ct) is not { } citizenId)
        {
            return NotFound();
        }

        Input.Judge(ModelState, Desk.Texts, Today);
        return await WriteAsync(citizenId, Id, Propose, save, reason: null, ct)
            ? Done(Desk.Texts["Extended"])
            : Page();
    }

    private Proposal? Propose(Citizen citizen)
    {
        var placement = citizen.Placements.Single(p => p.Id == Id);
        var longest = placement.LegalBasis!.LongestGrantMonths;
        if (TypedGrant(Input, longest) is not { } grant)
        {
            return null;
        }

        var before = placement.Grants.MaxBy(g => g.First) is { } latest
            ? Desk.Warnings(placement.Span, latest, longest, citizen.Placements, Insight)
            : [];
        var refusals = placement.Extend(grant);
        if (refusals.Any(refusal => refusal != GrantRefusal.HoursOutsideWeek))
        {
            Refuse(refusals, placement.Grants.MaxBy(g => g.First));
            return null;
        }

        // A new grant is a new decision: the limits in time are asked about each time, an overlap only where it grows.
        var after = Desk.Warnings(placement.Span, grant, longest, citizen.Placements, Insight);
        var worse = PlacementCheck.Worse(before, after);
        return new Proposal(
            [
                .. after.Where(w =>
                    w is not (PlacementWarning.Overlaps or PlacementWarning.Elsewhere) || worse.Contains(w)
                ),
            ],
            Stored!.Who,
            Stored.LegalBasis
        );
    }

    private Proposal? Begin(Citizen citizen)
    {
        var placement = citizen.Placements.Single(p => p.Id == Id);
        Version = placement.Version;
        if (placement.Grants.MaxBy(grant => grant.First) is { } latest)
        {
            Input.First =
                latest.Last?.AddDays(1)
                ?? (latest.First < Desk.NextWorkday ? Desk.NextWorkday : latest.First.AddDays(1));
            Input.Hours = new(latest.MinutesPerWeek);
        }

        Input.DecisionDate = Today;
        // As long as the legal basis allows, which is what is mostly granted; without a limit it is for the person to say.
        Input.Last =
            placement.LegalBasis!.LongestGrantMonths is { } longest && Input.First is { } first
                ? first.AddMonths(longest).AddDays(-1)
                : null;
        return IsOpenToGrants ? Propose(citizen) : null;
    }
}
