using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Formatting;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// Loads placements from a file. Source system and id make a row the same placement each time: the same file twice
/// changes nothing. The file is read from its beginning for every pass and never held in memory. It tells of other
/// departments' placements what the pages tell.
/// </summary>
public sealed class PlacementImport(
    RegistryDb db,
    CurrentUser user,
    LookupLog lookups,
    Clock clock,
    RulesInForce rules
) : FileImport(db, user, lookups)
{
    public override ImportLayout Layout => ImportLayout.Placements;

    protected override async Task PassAsync(
        CsvFile file,
        ImportReport report,
        bool writes,
        HashSet<long> told,
        CancellationToken ct
    )
    {
        await using var bulk = new BulkPlacements(Db, User, clock);
        var reference = await ReferenceData.LoadAsync(Db, ct);
        var departmentIds = DepartmentIds;
        var departments = await Db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, ct);
        var seen = new SeenInFile();
        foreach (var batch in file.Rows().Chunk(BatchSize))
        {
            var rows = batch
                .Select(row => PlacementRow.Read(file, row, reference, departmentIds, clock.Today))
                .ToArray();
            var known = await Registered.LoadAsync(Db, rows, withSpans: !writes, ct);
            var own = User.DepartmentIds;
            var visibility = IsOperator
                ? null
                : new Func<long, Insight>(id => new Insight(own, known.BasesOf(id), clock.Today));
            var judged = rows.Select(row =>
                    Judge(row, known, seen, departmentIds, reference, departments, visibility, report)
                )
                .ToArray();
            told.UnionWith(
                judged
                    .Where(j => j.IsJudgedByRegistry && j.Verdict != Verdict.Same)
                    .Select(j => j.Citizen?.Id)
                    .OfType<long>()
            );
            if (writes && !report.HasErrors)
            {
                await WriteAsync(judged, bulk, ct);
            }
        }
    }

    private Judged Judge(
        PlacementRow row,
        Registered known,
        SeenInFile seen,
        IReadOnlySet<long>? departmentIds,
        ReferenceData reference,
        Dictionary<long, Department> departments,
        Func<long, Insight>? insightOf,
        ImportReport report
    )
    {
        report.Rows++;
        if (row.HasKey && seen.EarlierRow(row) is { } earlier)
        {
            row.Refuse(ImportColumn.SourceId, ImportProblem.SourceIdTwice, Format.Number(earlier));
        }

        var citizen = row.Cpr is null ? null : known.CitizenOf(row.Cpr);
        var existing = row.HasKey ? known.PlacementOf(row, citizen?.Id) : null;
        List<ImportChange> changes = [];
        // While a file is only looked at, no more is told of a citizen of other departments alone than that there is one,
        // as where a citizen is registered by hand. Writing under the number asks for the right name all the same: what
        // is refused then tells no name, and a placement never lands at another person by a slip of the keys.
        var isOthers =
            citizen is not null
            && departmentIds is not null
            && known.HasSpans
            && !known.HasPlacementOf(departmentIds, citizen.Id);
        // Of a row that is wrong by itself nothing is said that the registry knows.
        var isJudged = row.Errors.Count == 0;
        if (isJudged)
        {
            if (
                citizen is not null
                && !isOthers
                && SeenInFile.NameKey(citizen.Name) != SeenInFile.NameKey(row.Name)
            )
            {
                row.Refuse(ImportColumn.Name, ImportProblem.OtherNameInRegistry);
            }
            else if (seen.OtherNameInRow(row) is { } other)
            {
                row.Refuse(ImportColumn.Name, ImportProblem.SecondNameInFile, Format.Number(other));
            }

            if (existing is not null && existing.Fingerprint != row.Fingerprint())
            {
                changes = ChangedPlacement.ChangesOf(existing, row, reference);
                ChangedPlacement.Judge(existing, row, changes, citizen?.Id, departmentIds);
            }
        }

        if (row.Errors.Count > 0)
        {
            row.Errors.ForEach(report.Tell);
            return new Judged(row, Verdict.Refused, citizen, existing, isJudged);
        }

        if (existing is not null && changes.Count == 0)
        {
            report.Same++;
            return new Judged(row, Verdict.Same, citizen, existing, isJudged);
        }

        if (existing is null)
        {
            report.Added++;
            report.NewCitizens += citizen is null && seen.IsFirstOfNewCitizen(row.Cpr!) ? 1 : 0;
        }
        else
        {
            report.Changed++;
            changes.ForEach(report.Tell);
        }

        if (known.HasSpans)
        {
            Warn(row, existing, isOthers ? null : citizen, known, seen, departments, insightOf, report);
        }

        return new Judged(
            row,
            existing is null ? Verdict.Added : Verdict.Changed,
            citizen,
            existing,
            isJudged
        );
    }

    private void Warn(
        PlacementRow row,
        RegisteredPlacement? existing,
        KnownCitizen? citizen,
        Registered known,
        SeenInFile seen,
        Dictionary<long, Department> departments,
        Func<long, Insight>? insightOf,
        ImportReport report
    )
    {
        // Rows that are not placements yet are told apart by negative numbers.
        var span = new PlacementSpan(
            existing?.Id ?? -row.Number,
            row.Period,
            row.Mentor,
            row.DepartmentId,
            LegalBasisId: row.LegalBasis!.Id
        );
        var inFile = seen.SpansOf(row.Cpr!).ToList();
        var inRegistry = citizen is null ? [] : known.SpansOf(citizen.Id);
        PlacementSpan[] others =
        [
            .. inFile,
            .. inRegistry.Where(other => !inFile.Exists(s => s.PlacementId == other.PlacementId)),
        ];
        // Whoever has the file sees what is in it.
        var ofFile = inFile.Select(s => s.PlacementId).ToHashSet();
        var insight = citizen is null ? null : insightOf?.Invoke(citizen.Id);
        Visibility Of(PlacementSpan other) =>
            insight is null || ofFile.Contains(other.PlacementId) ? Visibility.Everything : insight.Of(other);
        IReadOnlyList<PlacementWarning> Warnings(PlacementSpan judged) =>
            PlacementCheck.AsTold(
                judged,
                judged.Period,
                row.LegalBasis!.LongestGrantMonths,
                others,
                Of,
                departments,
                rules.Known
            );

        var warnings = Warnings(span);
        if (inRegistry.FirstOrDefault(other => other.PlacementId == existing?.Id) is { } before)
        {
            warnings = PlacementCheck.Worse(Warnings(before), warnings);
        }

        foreach (var warning in warnings)
        {
            report.Tell(row.Warn(warning));
        }

        seen.Add(row.Cpr!, span);
    }

    private async Task WriteAsync(Judged[] judged, BulkPlacements bulk, CancellationToken ct)
    {
        var now = clock.UtcNow;
        var citizens = new Dictionary<string, Citizen>(StringComparer.Ordinal);
        var placements = new List<Placement>();
        foreach (var (row, _, citizen, _, _) in judged.Where(j => j.Verdict == Verdict.Added))
        {
            var placement = new Placement
            {
                CitizenId = citizen?.Id ?? 0,
                Citizen = citizen is null ? CitizenOf(row) : null,
                DepartmentId = row.DepartmentId,
                TargetGroupId = row.TargetGroupId,
                ProviderId = row.ProviderId,
                MentorId = row.MentorId,
                LegalBasisId = row.LegalBasis!.Id,
                SourceSystem = row.SourceSystem,
                SourceId = row.SourceId,
                SourceFingerprint = row.Fingerprint(),
                RegisteredUtc = now,
            };
            Require(placement.Extend(new Grant(row.Period, row.MinutesPerWeek, row.Period.First)));
            SetEffect(placement, row);
            placements.Add(placement);
        }

        await bulk.AddAsync([.. citizens.Values], placements, ct);
        await ChangeAsync([.. judged.Where(j => j.Verdict == Verdict.Changed)], ct);

        Citizen CitizenOf(PlacementRow row)
        {
            if (!citizens.TryGetValue(row.Cpr!.Digits, out var citizen))
            {
                citizen = new Citizen { Name = row.Name, RegisteredUtc = now };
                citizen.GiveNumber(row.Cpr, clock.Today);
                citizens.Add(row.Cpr.Digits, citizen);
            }

            return citizen;
        }
    }

    private async Task ChangeAsync(Judged[] changed, CancellationToken ct)
    {
        if (changed.Length == 0)
        {
            return;
        }

        var ids = changed.Select(j => j.Existing!.Id).ToArray();
        var placements = await Db
            .Placements.Include(p => p.Citizen)
            .Include(p => p.Grants)
            .Include(p => p.Measures)
            .Where(p => ids.Contains(p.Id))
            .AsSplitQuery()
            .ToDictionaryAsync(p => p.Id, ct);
        foreach (var (row, _, _, existing, _) in changed)
        {
            var placement = placements[existing!.Id];
            if (placement.DepartmentId != row.DepartmentId)
            {
                placement.UnitId = null;
            }

            placement.DepartmentId = row.DepartmentId;
            placement.TargetGroupId = row.TargetGroupId;
            placement.ProviderId = row.ProviderId;
            placement.MentorId = row.MentorId;
            placement.LegalBasisId = row.LegalBasis!.Id;
            placement.SourceFingerprint = row.Fingerprint();
            if (existing.GrantDiffers(row))
            {
                var grant = placement.Grants.Single();
                // A file knows no day of decision; until somebody gives one, it is the first day.
                var decided = grant.DecisionDate == grant.First ? row.Period.First : grant.DecisionDate;
                Require(placement.ChangeLatestGrant(row.Period, row.MinutesPerWeek, decided));
            }

            SetEffect(placement, row);
        }

        await Db.SaveChangesAsync(ct);
        Db.ChangeTracker.Clear();
    }

    // After the grant: one that goes on for longer takes the outcome away. What the file says nothing of stays.
    private static void SetEffect(Placement placement, PlacementRow row)
    {
        placement.Goal = row.Goal ?? placement.Goal;
        placement.OutcomeId = row.OutcomeId ?? placement.OutcomeId;
        if (row.MeasureIds.Count > 0)
        {
            placement.Measure(row.MeasureIds);
        }
    }

    private static void Require(IReadOnlyList<GrantRefusal> refusals)
    {
        if (refusals.Count > 0)
        {
            throw new InvalidOperationException($"A checked row was refused: {string.Join(", ", refusals)}.");
        }
    }

    private enum Verdict
    {
        Refused,
        Added,
        Changed,
        Same,
    }

    private sealed record Judged(
        PlacementRow Row,
        Verdict Verdict,
        KnownCitizen? Citizen,
        RegisteredPlacement? Existing,
        bool IsJudgedByRegistry
    );
}
