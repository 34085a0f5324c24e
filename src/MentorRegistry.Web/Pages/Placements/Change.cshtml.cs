using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Placements;

/// <summary>Mends a placement's details and its latest grant.</summary>
public sealed class ChangeModel(PlacementDesk desk, PlacementChoices choices)
    : GrantPage(desk),
        IPlacementForm
{
    [FromRoute]
    public long Id { get; set; }

    [BindProperty]
    public PlacementInput Input { get; set; } = new();

    public PlacementChoices Choices => choices;

    /// <summary>Whether it is asked what came of it: of one that has run out.</summary>
    public bool AsksOutcome => Stored is { State: PlacementState.Ended } || Input.OutcomeId is not null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await OpenWithChoicesAsync(ct) is not { } citizenId)
        {
            return NotFound();
        }

        await ShowAsync(
            citizenId,
            Id,
            citizen =>
            {
                var placement = citizen.Placements.Single(p => p.Id == Id);
                Version = placement.Version;
                Input.Fill(placement);
            },
            ct
        );
        await PriceAsync(ct);
        return Page();
    }

    protected override Task<(long? ProviderId, GrantInput Typed)> ToPriceAsync(CancellationToken ct) =>
        Task.FromResult<(long?, GrantInput)>((Input.ProviderId, Input));

    protected override async Task<IActionResult> RunAsync(bool save, CancellationToken ct)
    {
        if (await OpenWithChoicesAsync(ct) is not { } citizenId)
        {
            return NotFound();
        }

        choices.Judge(Input, ModelState);
        Input.Judge(ModelState, Desk.Texts, Today, choices.Decided);
        return await WriteAsync(citizenId, Id, Propose, save, reason: null, ct)
            ? Done(Desk.Texts["Changed"])
            : Page();
    }

    private Proposal? Propose(Citizen citizen)
    {
        var placement = citizen.Placements.Single(p => p.Id == Id);
        var before = placement.Grants.MaxBy(g => g.First) is { } latest
            ? Desk.Warnings(
                placement.Span,
                latest,
                placement.LegalBasis!.LongestGrantMonths,
                citizen.Placements,
                Insight
            )
            : [];
        var basis = choices.LegalBasis(Input.LegalBasisId);
        if (TypedGrant(Input, basis?.LongestGrantMonths) is not { } grant)
        {
            return null;
        }

        var refusals = placement.ChangeLatestGrant(grant.Period, grant.MinutesPerWeek, grant.DecisionDate);
        if (refusals.Any(refusal => refusal != GrantRefusal.HoursOutsideWeek))
        {
            Refuse(refusals, placement.Grants.OrderBy(g => g.First).SkipLast(1).LastOrDefault());
            return null;
        }

        Input.WriteTo(placement);
        // Mended to go on still, it has come to nothing yet.
        placement.OutcomeId = placement.StateOn(Today) == PlacementState.Ended ? Input.OutcomeId : null;
        var after = Desk.Warnings(
            placement.Span,
            grant,
            basis?.LongestGrantMonths,
            citizen.Placements,
            Insight
        );
        return new Proposal(
            PlacementCheck.Worse(before, after),
            choices.NameOfMentor(Input.MentorId) ?? choices.NameOfProvider(Input.ProviderId) ?? "",
            basis?.Name ?? ""
        );
    }

    private async Task<long?> OpenWithChoicesAsync(CancellationToken ct)
    {
        var citizenId = await OpenAsync(Id, ct);
        if (citizenId is not null)
        {
            var stored = await Desk
                .Db.Placements.Include(p => p.Grants)
                .Include(p => p.Measures)
                .AsSplitQuery()
                .AsNoTracking()
                .SingleAsync(p => p.Id == Id, ct);
            await choices.LoadAsync(stored, ct);
        }

        return citizenId;
    }
}
