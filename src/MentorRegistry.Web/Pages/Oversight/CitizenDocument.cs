using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Erasing;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>
/// All that is held on a citizen, for the citizen (GDPR article 15): what the page shows and the file holds. The
/// lookups are told without who looked (C-579/21: colleagues are no recipients); the caseworker is, as on the citizen's sheet.
/// </summary>
public sealed record CitizenDocument(
    string Reference,
    string Name,
    bool HasNameAndAddressProtection,
    DateTime RegisteredUtc,
    IReadOnlyList<DocumentNumber> Numbers,
    IReadOnlyList<DocumentPlacement> Placements,
    IReadOnlyList<DocumentBasis> SharingBases,
    IReadOnlyList<DocumentFlag> Flags,
    IReadOnlyList<DocumentChange> History,
    IReadOnlyList<DocumentLookup> Lookups,
    IReadOnlyList<DocumentSpotCheck> SpotChecks,
    IReadOnlyList<DocumentErasure> Erasures
);

public sealed record DocumentNumber(string Number, DateOnly First, DateOnly? Last);

public sealed record DocumentPlacement(
    string Department,
    string? Unit,
    string Provider,
    string? Mentor,
    string TargetGroup,
    string LegalBasis,
    string? HelpsWith,
    string? Goal,
    IReadOnlyList<string> Measures,
    string? Outcome,
    string? Caseworker,
    DateOnly First,
    DateOnly? Last,
    DateOnly? EndedOn,
    string? EndReason,
    bool IsCancelled,
    string? SourceSystem,
    string? SourceId,
    DateTime RegisteredUtc,
    DateTime? EndedUtc,
    IReadOnlyList<DocumentGrant> Grants,
    IReadOnlyList<DocumentHours> Hours,
    IReadOnlyList<DocumentInvoice> Invoices
);

public sealed record DocumentGrant(
    DateOnly First,
    DateOnly? Last,
    int MinutesPerWeek,
    DateOnly DecisionDate,
    DateTime RegisteredUtc
);

/// <summary>What a mentor did in some days, by whose money, and what it cost, in øre excluding VAT.</summary>
public sealed record DocumentHours(
    DateOnly First,
    DateOnly Last,
    int DeliveredMinutes,
    int BillableMinutes,
    int NoShows,
    string Department,
    string Provider,
    long? OrePerHour,
    long? CostOre,
    string? Reason
);

/// <summary>The hours that a provider's invoice has for the placement.</summary>
public sealed record DocumentInvoice(string Provider, DateOnly Month, string Number, int Minutes);

public sealed record DocumentBasis(
    string Ground,
    IReadOnlyList<string> Departments,
    DateOnly First,
    DateOnly? Last,
    string? Source,
    DateTime RecordedUtc,
    DateOnly? WithdrawnOn
);

/// <summary>Something about the placements that needed attention, and what was decided on it.</summary>
public sealed record DocumentFlag(
    string Kind,
    string State,
    DateOnly Since,
    DateOnly First,
    DateOnly? Last,
    DateOnly FoundOn,
    DateOnly? ClosedOn,
    string? Decision,
    DateOnly? JustifiedUntil,
    string? CoordinatedWith,
    string? Reason,
    DateOnly? DecidedOn
);

public sealed record DocumentChange(
    DateTime AtUtc,
    string What,
    IReadOnlyList<string> Changes,
    string? Reason
);

public sealed record DocumentLookup(DateTime AtUtc, string What, string Why, string? SearchedFor);

/// <summary>
/// A lookup of the citizen that was drawn in a spot check. What was unusual about it is left out: it tells of the one who
/// looked, down to the last name.
/// </summary>
public sealed record DocumentSpotCheck(
    DateTime LookupAtUtc,
    DateTime? JudgedUtc,
    bool? NeedsFollowUp,
    string? Remark
);

/// <summary>The citizen was proposed for erasure, and is there still.</summary>
public sealed record DocumentErasure(DateTime ProposedUtc, DateTime? DecidedUtc, bool IsApproved);

/// <summary>Collects the document.</summary>
public sealed class CitizenDocuments(
    RegistryDb db,
    IStringLocalizer<OversightText> text,
    IStringLocalizer<HistoryText> history,
    IStringLocalizer<FormatText> format,
    IStringLocalizer<SharedText> shared
)
{
    /// <summary>The document of a citizen whom <see cref="CitizenAccess.OpenWholeAsync" /> has opened.</summary>
    public async Task<CitizenDocument> LoadAsync(long id, CancellationToken ct)
    {
        var citizen = await db
            .Citizens.AsNoTracking()
            .Include(c => c.Numbers.OrderBy(number => number.First))
            .SingleAsync(c => c.Id == id, ct);
        var placements = await db
            .Placements.AsNoTracking()
            .Where(p => p.CitizenId == id)
            .OrderBy(p => p.First)
            .ThenBy(p => p.Id)
            .AsSplitQuery()
            .Select(p => new DocumentPlacement(
                p.Department!.Name,
                p.Unit!.Name,
                p.Provider!.Name,
                p.Mentor!.Name,
                p.TargetGroup!.Name,
                p.LegalBasis!.Name,
                p.HelpsWith,
                p.Goal,
                p.Measures.Join(
                        db.Measures,
                        of => of.MeasureId,
                        measure => measure.Id,
                        (_, measure) => measure.Name
                    )
                    .OrderBy(name => name)
                    .ToList(),
                p.Outcome!.Name,
                p.Caseworker,
                p.First,
                p.Last,
                p.EndedOn,
                p.EndReason,
                p.IsCancelled,
                p.SourceSystem,
                p.SourceId,
                p.RegisteredUtc,
                p.EndedUtc,
                p.Grants.OrderBy(grant => grant.First)
                    .Select(grant => new DocumentGrant(
                        grant.First,
                        grant.Last,
                        grant.MinutesPerWeek,
                        grant.DecisionDate,
                        grant.RegisteredUtc
                    ))
                    .ToList(),
                db.HoursLines.Where(line => line.PlacementId == p.Id)
                    .OrderBy(line => line.First)
                    .Select(line => new DocumentHours(
                        line.First,
                        line.Last,
                        line.DeliveredMinutes,
                        line.BillableMinutes,
                        line.NoShows,
                        db.Departments.Where(d => d.Id == line.DepartmentId).Select(d => d.Name).First(),
                        db.Providers.Where(provider => provider.Id == line.ProviderId)
                            .Select(provider => provider.Name)
                            .First(),
                        line.OrePerHour,
                        line.CostOre,
                        line.Reason
                    ))
                    .ToList(),
                db.InvoiceLines.Where(line => line.PlacementId == p.Id)
                    .Join(
                        db.Invoices,
                        line => line.InvoiceId,
                        invoice => invoice.Id,
                        (line, invoice) => new { line.Minutes, Invoice = invoice }
                    )
                    .OrderBy(row => row.Invoice.Month)
                    .ThenBy(row => row.Invoice.Id)
                    .Select(row => new DocumentInvoice(
                        db.Providers.Where(provider => provider.Id == row.Invoice.ProviderId)
                            .Select(provider => provider.Name)
                            .First(),
                        row.Invoice.Month,
                        row.Invoice.Number,
                        row.Minutes
                    ))
                    .ToList()
            ))
            .ToListAsync(ct);
        var bases = await db
            .SharingBases.AsNoTracking()
            .Include(basis => basis.Ground)
            .Include(basis => basis.Departments)
            .Where(basis => basis.CitizenId == id)
            .OrderBy(basis => basis.First)
            .ThenBy(basis => basis.Id)
            .ToListAsync(ct);
        var flags = await db
            .Flags.AsNoTracking()
            .Where(flag => flag.CitizenId == id)
            .OrderBy(flag => flag.Id)
            .ToListAsync(ct);
        var departments = await db.Departments.ToDictionaryAsync(d => d.Id, d => d.Name, ct);
        var searches = await CitizenSearches.FindAsync(db, [id], ct);
        var drawn = await Eraser
            .SpotChecksOf(db, Eraser.LookupsOf([id], searches))
            .Join(
                db.Lookups,
                item => item.LookupId,
                lookup => lookup.Id,
                (item, lookup) => new { Item = item, lookup.AtUtc }
            )
            .OrderBy(row => row.Item.Id)
            .AsNoTracking()
            .ToListAsync(ct);

        return new CitizenDocument(
            citizen.Reference,
            citizen.Name,
            citizen.IsProtected,
            citizen.RegisteredUtc,
            [
                .. citizen.Numbers.Select(number => new DocumentNumber(
                    CprNumber.Parse(number.Digits).Full,
                    number.First,
                    number.Last
                )),
            ],
            placements,
            [
                .. bases.Select(basis => new DocumentBasis(
                    basis.Ground!.Name,
                    [.. basis.DepartmentIds.Select(department => departments[department])],
                    basis.First,
                    basis.Last,
                    basis.Source,
                    basis.RecordedUtc,
                    basis.WithdrawnOn
                )),
            ],
            [
                .. flags.Select(flag => new DocumentFlag(
                    history[$"Kind_{flag.Kind}"],
                    history[$"State_{flag.State}"],
                    flag.Since,
                    flag.First,
                    flag.Last,
                    flag.FoundOn,
                    flag.ClosedOn,
                    flag.Decision is { } decision ? history[$"Decision_{decision}"].Value : null,
                    flag.JustifiedUntil,
                    flag.CoordinatedWith,
                    flag.Reason,
                    flag.DecidedOn
                )),
            ],
            await HistoryAsync(
                id,
                [.. bases.Select(basis => basis.Id.ToString(CultureInfo.InvariantCulture))],
                [.. drawn.Select(row => row.Item.Id.ToString(CultureInfo.InvariantCulture))],
                ct
            ),
            await LookupsAsync(id, searches, ct),
            [
                .. drawn.Select(row => new DocumentSpotCheck(
                    row.AtUtc,
                    row.Item.JudgedUtc,
                    row.Item.NeedsFollowUp,
                    row.Item.Remark
                )),
            ],
            await ErasuresAsync(id, ct)
        );
    }

    private async Task<IReadOnlyList<DocumentChange>> HistoryAsync(
        long id,
        string[] bases,
        string[] items,
        CancellationToken ct
    )
    {
        var view = await HistoryView.LoadAsync(
            db,
            db.AuditEntries.Where(Eraser.HistoryOf([id], bases, items)),
            ct,
            most: int.MaxValue - 1
        );
        var words = new HistoryWords(view, history, format, shared);
        return
        [
            .. view.Rows.Select(row => new DocumentChange(
                row.AtUtc,
                words.What(row),
                [.. words.Changes(row with { Values = [.. row.Values.Where(IsOfCitizen)] })],
                row.Reason
            )),
        ];
    }

    private async Task<IReadOnlyList<DocumentErasure>> ErasuresAsync(long id, CancellationToken ct)
    {
        var reference = CitizenReference.Of(id);
        var named = await db
            .Erasures.AsNoTracking()
            .Where(erasure => erasure.References.Contains(reference))
            .OrderBy(erasure => erasure.Id)
            .ToListAsync(ct);
        return
        [
            .. named
                // A longer reference begins with a shorter one.
                .Where(erasure => erasure.References.Split(' ').Contains(reference))
                .Select(erasure => new DocumentErasure(
                    erasure.ProposedUtc,
                    erasure.DecidedUtc,
                    erasure.IsApproved
                )),
        ];
    }

    // Who recorded something is the administration's, not the citizen's.
    private static bool IsOfCitizen(HistoryValue value) =>
        value.Field is not (nameof(SharingBasis.WithdrawnBy) or nameof(Flag.DecidedBy));

    private async Task<IReadOnlyList<DocumentLookup>> LookupsAsync(
        long id,
        long[] searches,
        CancellationToken ct
    )
    {
        var lookups = await db
            .Lookups.AsNoTracking()
            .Where(Eraser.LookupsOf([id], searches))
            .OrderByDescending(lookup => lookup.Id)
            .Select(lookup => new
            {
                lookup.AtUtc,
                lookup.Kind,
                Purpose = lookup.PurposeName ?? lookup.Purpose!.Name,
                lookup.IsOwn,
                lookup.Criterion,
            })
            .ToListAsync(ct);
        var words = new LookupWords(text);
        return
        [
            .. lookups.Select(lookup => new DocumentLookup(
                lookup.AtUtc,
                words.Kind(lookup.Kind),
                words.WhyForCitizen(lookup.Kind, lookup.Purpose, lookup.IsOwn),
                // What the log was searched for by those who oversee names staff.
                lookup.Kind == LookupKind.Search
                    ? lookup.Criterion
                    : null
            )),
        ];
    }
}
