using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Pages.Flags;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>
/// Every mentor that a citizen has, has had and will have, across departments. One query for the citizen, one for the
/// history; the lookup is recorded before the page is answered.
/// </summary>
[Throttled(Throttles.Citizen)]
public sealed class OverviewModel(
    RegistryDb db,
    CitizenAccess access,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    RegistrySettings settings,
    RulesInForce rules,
    ToldFlags flags,
    IStringLocalizer<CitizensText> text,
    IStringLocalizer<FlagsText> flagsText,
    IStringLocalizer<HistoryText> historyText,
    IStringLocalizer<FormatText> formatText
) : PageModel
{
    private static readonly CompiledQuery<Func<RegistryDb, long, CancellationToken, Task<Read?>>> s_read =
        new(() =>
            EF.CompileAsyncQuery(
                (RegistryDb db, long id, CancellationToken ct) =>
                    db
                        .Citizens.AsNoTracking()
                        .AsSingleQuery()
                        .Where(c => c.Id == id)
                        .Select(c => new Read(
                            c.Name,
                            c.Numbers.Where(number => number.Last == null)
                                .Select(number => number.Digits)
                                .FirstOrDefault(),
                            // The number again, because SQLite does not see through the join: it would read all placements.
                            c.Placements.Where(p => p.CitizenId == id)
                                .Select(p => new OverviewPlacement(
                                    p.Id,
                                    p.Department!,
                                    p.UnitId,
                                    p.Unit!.Name,
                                    p.ProviderId,
                                    p.Provider!.Name,
                                    p.Provider.Phone,
                                    p.Provider.Email,
                                    p.MentorId,
                                    p.Mentor!.Name,
                                    p.Mentor.Phone,
                                    p.Mentor.Email,
                                    p.TargetGroupId,
                                    p.TargetGroup!.Name,
                                    p.LegalBasisId,
                                    p.LegalBasis!.Name,
                                    p.Goal,
                                    p.Measures.Join(
                                            db.Measures,
                                            of => of.MeasureId,
                                            measure => measure.Id,
                                            (_, measure) => new OverviewMeasure(measure.Id, measure.Name)
                                        )
                                        .ToList(),
                                    p.OutcomeId,
                                    p.Outcome!.Name,
                                    p.Caseworker,
                                    p.First,
                                    p.Last,
                                    p.EndReason,
                                    p.IsCancelled,
                                    p.Grants.ToList()
                                ))
                                .ToList()
                        ))
                        .SingleOrDefault()
            )
        );

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    public string Name { get; private set; } = "";

    public CprNumber? Number { get; private set; }

    /// <summary>Whether the whole CPR number is shown: only in the answer to a recorded click.</summary>
    public bool ShowsFullNumber { get; private set; }

    /// <summary>
    /// Whether it is told how to reach the mentors: of a protected citizen only in the answer to a recorded click, for
    /// it says where the person is to be met.
    /// </summary>
    public bool ShowsContact { get; private set; }

    /// <summary>What the one who looks may see, and on what it rests.</summary>
    public OpenCitizen Open { get; private set; } = null!;

    public CitizenSituation Situation { get; private set; } = null!;

    public HistoryView History { get; private set; } = null!;

    public Timeline? Wide { get; private set; }

    public Timeline? Narrow { get; private set; }

    public FlagWords FlagWords { get; } = new(flagsText, historyText, formatText, rules.Known, clock.Today);

    public SituationWords Words => new(Situation, FlagWords, text, formatText);

    public bool MayDecide(ToldFlag told) => flags.MayDecide(told);

    public FlagRules Rules => rules.Known;

    /// <summary>A placement is registered for a department of one's own.</summary>
    public bool MayRegister => user.DepartmentIds.Any(user.MayChangePlacementsOf);

    public bool MayEdit => Situation.All.Any(MayChange);

    public bool MayChange(OverviewPlacement placement) => user.MayChangePlacementsOf(placement.DepartmentId);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!CitizenReference.TryParse(Reference, out var id))
        {
            return NotFound();
        }

        // One address for one citizen, however the reference was typed.
        var canonical = CitizenReference.Of(id);
        if (!string.Equals(Reference, canonical, StringComparison.Ordinal))
        {
            return RedirectToPage(new { reference = canonical });
        }

        return await ShowAsync(id, ct);
    }

    /// <summary>The same page with the whole CPR number; recorded as what it is.</summary>
    public async Task<IActionResult> OnPostNumberAsync(CancellationToken ct)
    {
        if (!CitizenReference.TryParse(Reference, out var id))
        {
            return NotFound();
        }

        ShowsFullNumber = true;
        return await ShowAsync(id, ct);
    }

    /// <summary>The same page with how to reach the mentors of a protected citizen; recorded as what it is.</summary>
    public async Task<IActionResult> OnPostContactAsync(CancellationToken ct)
    {
        if (!CitizenReference.TryParse(Reference, out var id))
        {
            return NotFound();
        }

        ShowsContact = true;
        return await ShowAsync(id, ct);
    }

    private async Task<IActionResult> ShowAsync(long id, CancellationToken ct)
    {
        // Recorded before anything is shown. When it cannot be written the exception ends the request.
        if (await access.OpenAsync(id, LookupKind.Overview, ct) is not { } open)
        {
            return NotFound();
        }

        Reference = CitizenReference.Of(id);
        if (open.NeedsPurpose)
        {
            return RedirectToPage("Purpose", new { reference = Reference });
        }

        var citizen = await s_read.Of(db)(db, id, ct);
        if (citizen is null)
        {
            return NotFound();
        }

        if (ShowsFullNumber)
        {
            await lookups.RecordAsync(id, LookupKind.FullNumber, ct, open.Purpose, open.IsOwn);
        }

        if (ShowsContact && open.IsProtected)
        {
            await lookups.RecordAsync(id, LookupKind.ProtectedContact, ct, open.Purpose, open.IsOwn);
        }

        ShowsContact |= !open.IsProtected;
        Name = citizen.Name;
        Open = open;
        Number = citizen.Digits is null ? null : CprNumber.Parse(citizen.Digits);
        Situation = new CitizenSituation(
            citizen.Placements,
            await flags.OfCitizenAsync(
                id,
                new FlaggedCitizen(Reference, Name, open.IsProtected, Number?.Masked),
                citizen.Placements.Select(placement => placement.Flagged),
                open.Insight,
                ct
            ),
            open.Insight,
            settings.Municipality,
            Rules,
            clock.Today
        );
        var seen = Situation.All;
        Wide = Timeline.Of(seen, clock.Today, width: 1000, labelWidth: 170, Rules.RunGapDays);
        Narrow = Timeline.Of(seen, clock.Today, width: 350, labelWidth: 0, Rules.RunGapDays);
        History = await HistoryView.OfCitizenAsync(
            db,
            id,
            NamesOf(seen),
            seen.ToDictionary(
                placement => (nameof(Placement), Text(placement.Id)),
                placement => $"{placement.Department} ({placement.Who})"
            ),
            [.. open.Bases.Select(basis => Text(basis.Id))],
            open.Insight,
            ct
        );
        return Page();
    }

    private static Dictionary<(string, string), string> NamesOf(IReadOnlyList<OverviewPlacement> placements)
    {
        var names = new Dictionary<(string, string), string>();
        foreach (var placement in placements)
        {
            names[(nameof(Placement.DepartmentId), Text(placement.DepartmentId))] = placement.Department;
            names[(nameof(Placement.ProviderId), Text(placement.ProviderId))] = placement.Provider;
            names[(nameof(Placement.TargetGroupId), Text(placement.TargetGroupId))] = placement.TargetGroup;
            names[(nameof(Placement.LegalBasisId), Text(placement.LegalBasisId))] = placement.LegalBasis;
            if (placement is { OutcomeId: { } outcomeId, Outcome: { } outcome })
            {
                names[(nameof(Placement.OutcomeId), Text(outcomeId))] = outcome;
            }

            foreach (var measure in placement.Measures)
            {
                names[(nameof(PlacementMeasure.MeasureId), Text(measure.Id))] = measure.Name;
            }

            if (placement is { UnitId: { } unitId, Unit: { } unit })
            {
                names[(nameof(Placement.UnitId), Text(unitId))] = unit;
            }

            if (placement is { MentorId: { } mentorId, Mentor: { } mentor })
            {
                names[(nameof(Placement.MentorId), Text(mentorId))] = mentor;
            }
        }

        return names;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record Read(string Name, string? Digits, List<OverviewPlacement> Placements);
}
