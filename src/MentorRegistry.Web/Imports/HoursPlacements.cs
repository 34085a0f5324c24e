using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Formatting;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Imports;

/// <summary>A placement that rows of hours may be about.</summary>
internal sealed record HoursCandidate(
    long Id,
    long CitizenId,
    string? SourceSystem,
    string? SourceId,
    long ProviderId,
    long? MentorId,
    DateOnly First,
    DateOnly? Last,
    bool IsCancelled
)
{
    public DatePeriod Period => new(First, Last);
}

/// <summary>
/// The placements that a batch of rows may be about, of the sender's departments alone: of another department's a row
/// is told what it is told where there is none.
/// </summary>
internal sealed class HoursPlacements
{
    private readonly Dictionary<string, long> _citizenOf;
    private readonly ILookup<long, HoursCandidate> _ofCitizen;
    private readonly ILookup<(string?, string?), HoursCandidate> _bySource;

    private HoursPlacements(
        Dictionary<string, long> citizenOf,
        IEnumerable<HoursCandidate> ofCitizens,
        IEnumerable<HoursCandidate> bySource
    )
    {
        _citizenOf = citizenOf;
        _ofCitizen = ofCitizens.ToLookup(p => p.CitizenId);
        _bySource = bySource.ToLookup(p => (p.SourceSystem, p.SourceId));
    }

    public static async Task<HoursPlacements> LoadAsync(
        RegistryDb db,
        HoursRow[] rows,
        IReadOnlySet<long>? departmentIds,
        CancellationToken ct
    )
    {
        var digits = rows.Select(row => row.Cpr?.Digits).OfType<string>().Distinct().ToArray();
        var citizenOf = await db
            .CitizenNumbers.Where(number => digits.Contains(number.Digits))
            .ToDictionaryAsync(number => number.Digits, number => number.CitizenId, ct);
        var citizenIds = citizenOf
            .Values.Concat(rows.Select(row => row.CitizenId).OfType<long>())
            .Distinct()
            .ToArray();
        var placements = departmentIds is null
            ? db.Placements
            : db.Placements.Where(p => departmentIds.Contains(p.DepartmentId));
        var ofCitizens = await Candidates(placements.Where(p => citizenIds.Contains(p.CitizenId)))
            .ToListAsync(ct);
        var bySource = new List<HoursCandidate>();
        foreach (var system in rows.Where(NamesNobody).GroupBy(row => row.SourceSystem))
        {
            var ids = system.Select(row => row.SourceId).Distinct().ToArray();
            bySource.AddRange(
                await Candidates(
                        placements.Where(p => p.SourceSystem == system.Key && ids.Contains(p.SourceId))
                    )
                    .ToListAsync(ct)
            );
        }

        return new HoursPlacements(citizenOf, ofCitizens, bySource);
    }

    /// <summary>
    /// The placement that the row is about; <c>null</c>, with an error of the row, where there is none or where several
    /// fit. Takes the citizen if something is told of one.
    /// </summary>
    public HoursCandidate? Find(HoursRow row, ReferenceData reference, HashSet<long> told)
    {
        IReadOnlyList<HoursCandidate> fitting = [.. OfWhom(row)];
        if (fitting.Count == 0)
        {
            row.Refuse(row.By, ImportProblem.NoPlacement);
            return null;
        }

        void Narrow(ImportColumn column, Func<HoursCandidate, bool> fits)
        {
            if (fitting.Count > 0 && !row.IsEmpty(column))
            {
                fitting = [.. fitting.Where(fits)];
                if (fitting.Count == 0)
                {
                    row.Refuse(column, ImportProblem.NoPlacementWith);
                }
            }
        }

        bool IsNamed(ImportColumn column, long? id, string name) =>
            ReferenceData.Key(reference.Name(column, id)) == ReferenceData.Key(name);

        Narrow(ImportColumn.SourceId, p => HasId(p, row));
        Narrow(ImportColumn.Provider, p => IsNamed(ImportColumn.Provider, p.ProviderId, row.Provider));
        Narrow(ImportColumn.Mentor, p => IsNamed(ImportColumn.Mentor, p.MentorId, row.Mentor));
        var found = fitting.Count == 0 ? null : OfItsTime(row, fitting);
        if (found is null)
        {
            told.UnionWith(OfWhom(row).Select(p => p.CitizenId));
        }

        return found;
    }

    private static bool NamesNobody(HoursRow row) => row is { Cpr: null, CitizenId: null, HasKey: true };

    private static bool HasId(HoursCandidate placement, HoursRow row) =>
        placement.SourceSystem is null
            ? row.SourceSystem is "" or FileImport.OwnSystem
                && row.SourceId == placement.Id.ToString(CultureInfo.InvariantCulture)
            : placement.SourceId == row.SourceId
                && (row.SourceSystem.Length == 0 || row.SourceSystem == placement.SourceSystem);

    // A row that names the citizen twice means one person.
    private IEnumerable<HoursCandidate> OfWhom(HoursRow row)
    {
        if (NamesNobody(row))
        {
            return _bySource[(row.SourceSystem, row.SourceId)];
        }

        var byNumber = row.Cpr is null ? null : (long?)_citizenOf.GetValueOrDefault(row.Cpr.Digits);
        return byNumber is { } id && row.CitizenId is { } other && id != other
            ? []
            : _ofCitizen[byNumber ?? row.CitizenId ?? 0];
    }

    private static HoursCandidate? OfItsTime(HoursRow row, IReadOnlyList<HoursCandidate> fitting)
    {
        var then = fitting
            .Where(p =>
                !p.IsCancelled && (row.Day is { } day ? p.Period.Contains(day) : p.Period.Overlaps(row.Days))
            )
            .ToList();
        if (then.Count == 1)
        {
            return then[0];
        }

        if (then.Count > 1)
        {
            row.Refuse(row.By, ImportProblem.SeveralPlacements);
        }
        else if (fitting is [{ IsCancelled: true }])
        {
            row.Refuse(row.By, ImportProblem.PlacementCancelled);
        }
        else
        {
            row.Refuse(
                row.When,
                ImportProblem.OutsidePlacement,
                string.Join(
                    ", ",
                    fitting
                        .Where(p => !p.IsCancelled)
                        .Select(p => $"{Format.Date(p.First)}–{Format.Date(p.Last)}")
                )
            );
        }

        return null;
    }

    private static IQueryable<HoursCandidate> Candidates(
        IQueryable<Domain.Placements.Placement> placements
    ) =>
        placements.Select(p => new HoursCandidate(
            p.Id,
            p.CitizenId,
            p.SourceSystem,
            p.SourceId,
            p.ProviderId,
            p.MentorId,
            p.First,
            p.Last,
            p.IsCancelled
        ));
}
