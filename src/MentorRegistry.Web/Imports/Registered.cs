using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Imports;

internal sealed record KnownCitizen(string Digits, long Id, string Name);

internal sealed record RegisteredPlacement(
    long Id,
    long CitizenId,
    string? SourceSystem,
    string? SourceId,
    long? Fingerprint,
    long DepartmentId,
    long TargetGroupId,
    long ProviderId,
    long? MentorId,
    long LegalBasisId,
    DateOnly First,
    DateOnly? Last,
    DateOnly? EndedOn,
    bool IsCancelled,
    int GrantCount,
    int MinutesPerWeek,
    string? Goal,
    long? OutcomeId
)
{
    /// <summary>Other measures at the same time; read where the file tells of any.</summary>
    public IReadOnlyList<long> MeasureIds { get; set; } = [];

    public bool GrantDiffers(PlacementRow row) =>
        First != row.Period.First || Last != row.Period.Last || MinutesPerWeek != row.MinutesPerWeek;
}

/// <summary>What the registry has that a batch of rows is about, read in a few queries.</summary>
internal sealed class Registered
{
    private readonly Dictionary<string, KnownCitizen> _citizens;
    private readonly Dictionary<(string, string), RegisteredPlacement> _bySource;
    private readonly Dictionary<long, RegisteredPlacement> _own;
    private readonly ILookup<long, PlacementSpan>? _spans;
    private readonly ILookup<long, SharingBasis>? _bases;

    private Registered(
        Dictionary<string, KnownCitizen> citizens,
        Dictionary<(string, string), RegisteredPlacement> bySource,
        Dictionary<long, RegisteredPlacement> own,
        ILookup<long, PlacementSpan>? spans,
        ILookup<long, SharingBasis>? bases
    )
    {
        _citizens = citizens;
        _bySource = bySource;
        _own = own;
        _spans = spans;
        _bases = bases;
    }

    /// <summary>Whether the citizens' other placements were read, for warnings.</summary>
    public bool HasSpans => _spans is not null;

    public static async Task<Registered> LoadAsync(
        RegistryDb db,
        PlacementRow[] rows,
        bool withSpans,
        CancellationToken ct
    )
    {
        var digits = rows.Select(row => row.Cpr?.Digits).OfType<string>().Distinct().ToArray();
        var citizens = await db
            .CitizenNumbers.Where(number => digits.Contains(number.Digits))
            .Join(
                db.Citizens,
                number => number.CitizenId,
                citizen => citizen.Id,
                (number, citizen) => new KnownCitizen(number.Digits, citizen.Id, citizen.Name)
            )
            .ToDictionaryAsync(citizen => citizen.Digits, ct);

        var bySource = new Dictionary<(string, string), RegisteredPlacement>();
        foreach (var system in rows.Where(row => row.HasKey).GroupBy(row => row.SourceSystem))
        {
            var ids = system.Select(row => row.SourceId).ToArray();
            var found = await Placements(db, p => p.SourceSystem == system.Key && ids.Contains(p.SourceId))
                .ToListAsync(ct);
            foreach (var placement in found)
            {
                bySource.TryAdd((placement.SourceSystem!, placement.SourceId!), placement);
            }
        }

        // Registered here, exported, and come back.
        var ownIds = rows.Where(row => row.SourceSystem == FileImport.OwnSystem)
            .Select(row =>
                long.TryParse(row.SourceId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0
            )
            .ToArray();
        var own =
            ownIds.Length == 0
                ? []
                : await Placements(db, p => p.SourceSystem == null && ownIds.Contains(p.Id))
                    .ToDictionaryAsync(p => p.Id, ct);

        if (rows.Any(row => row.MeasureIds.Count > 0))
        {
            var ids = bySource.Values.Concat(own.Values).Select(p => p.Id).ToArray();
            var measures = (
                await db.Set<PlacementMeasure>().Where(m => ids.Contains(m.PlacementId)).ToListAsync(ct)
            ).ToLookup(m => m.PlacementId, m => m.MeasureId);
            foreach (var placement in bySource.Values.Concat(own.Values))
            {
                placement.MeasureIds = [.. measures[placement.Id]];
            }
        }

        ILookup<long, PlacementSpan>? spans = null;
        ILookup<long, SharingBasis>? bases = null;
        if (withSpans)
        {
            var citizenIds = citizens.Values.Select(citizen => citizen.Id).Distinct().ToArray();
            spans = await PlacementSpans.OfCitizensAsync(db, citizenIds, ct);
            bases = await db.SharingBasesOfAsync(citizenIds, ct);
        }

        return new Registered(citizens, bySource, own, spans, bases);
    }

    public KnownCitizen? CitizenOf(CprNumber cpr) => _citizens.GetValueOrDefault(cpr.Digits);

    public RegisteredPlacement? PlacementOf(PlacementRow row, long? citizenId)
    {
        if (_bySource.TryGetValue((row.SourceSystem, row.SourceId), out var placement))
        {
            return placement;
        }

        // Another registry's numbers mean other placements; the citizen tells them apart.
        return
            row.SourceSystem == FileImport.OwnSystem
            && long.TryParse(row.SourceId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && _own.TryGetValue(id, out placement)
            && placement.CitizenId == citizenId
            ? placement
            : null;
    }

    public IReadOnlyCollection<PlacementSpan> SpansOf(long citizenId) =>
        _spans is null ? [] : [.. _spans[citizenId]];

    /// <summary>Whether one of the departments has, or has had, a placement with the citizen.</summary>
    public bool HasPlacementOf(IReadOnlySet<long> departmentIds, long citizenId) =>
        SpansOf(citizenId).Any(span => !span.IsCancelled && departmentIds.Contains(span.DepartmentId));

    /// <summary>What sharing the citizen's placements rests on.</summary>
    public IEnumerable<SharingBasis> BasesOf(long citizenId) => _bases is null ? [] : _bases[citizenId];

    private static IQueryable<RegisteredPlacement> Placements(
        RegistryDb db,
        System.Linq.Expressions.Expression<Func<Domain.Placements.Placement, bool>> which
    ) =>
        db
            .Placements.Where(which)
            .Select(p => new RegisteredPlacement(
                p.Id,
                p.CitizenId,
                p.SourceSystem,
                p.SourceId,
                p.SourceFingerprint,
                p.DepartmentId,
                p.TargetGroupId,
                p.ProviderId,
                p.MentorId,
                p.LegalBasisId,
                p.First,
                p.Last,
                p.EndedOn,
                p.IsCancelled,
                p.Grants.Count,
                p.Grants.OrderByDescending(grant => grant.First)
                    .Select(grant => grant.MinutesPerWeek)
                    .FirstOrDefault(),
                p.Goal,
                p.OutcomeId
            ));
}
