using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Shared;

/// <summary>One value that a change touched, as the history keeps it; <c>null</c> = none.</summary>
public sealed record HistoryValue(string Field, JsonElement? Before, JsonElement? After);

/// <summary>One change of one row.</summary>
/// <param name="AtUtc">When.</param>
/// <param name="Who">
/// The name that colleagues see; the user name where the account has none; <c>null</c> = somebody of other departments,
/// of whom the reader may not know (<see cref="HistoryView.ForStaff" />).
/// </param>
/// <param name="Entity">What kind of row.</param>
/// <param name="Action">What became of it.</param>
/// <param name="Root">What the row belongs to, and its number.</param>
/// <param name="Values">What changed.</param>
/// <param name="Reason">Why, where a reason was given.</param>
/// <param name="EntityId">The row's own number.</param>
/// <param name="CitizenId">The citizen whom the change is about, where it is about one.</param>
public sealed record HistoryRow(
    DateTime AtUtc,
    string? Who,
    string Entity,
    AuditAction Action,
    (string Name, string Id) Root,
    IReadOnlyList<HistoryValue> Values,
    string? Reason,
    string EntityId,
    long? CitizenId
);

/// <summary>
/// What the partial _History shows: changes, the latest first. Numbers of other rows are shown as names where
/// <see cref="Names"/> has them, and left out otherwise.
/// </summary>
/// <param name="Rows">The changes.</param>
/// <param name="Names">Names of rows that are referred to: the field ("ProviderId") and the number.</param>
/// <param name="Subjects">What a change is about ("Placement", number): what the row belongs to, or the row itself.</param>
/// <param name="IsCutOff">Whether there are older changes that are not among the rows.</param>
public sealed record HistoryView(
    IReadOnlyList<HistoryRow> Rows,
    IReadOnlyDictionary<(string Field, string Id), string> Names,
    IReadOnlyDictionary<(string Root, string Id), string> Subjects,
    bool IsCutOff = false
)
{
    /// <summary>How many changes a page shows.</summary>
    public const int Latest = 20;

    private static readonly Dictionary<(string, string), string> s_none = [];

    private static readonly CompiledQuery<
        Func<RegistryDb, long, string[], string[], long[], IAsyncEnumerable<Found>>
    > s_ofCitizen = new(() =>
        EF.CompileAsyncQuery(
            (RegistryDb db, long citizenId, string[] placements, string[] bases, long[] seen) =>
                db
                    .AuditEntries.Where(entry =>
                        entry.CitizenId == citizenId
                        && (
                            entry.Root == nameof(Domain.Citizens.Citizen)
                            || (entry.Root == nameof(Placement) && placements.Contains(entry.RootId))
                            || (entry.Root == nameof(SharingBasis) && bases.Contains(entry.RootId))
                        )
                    )
                    .OrderByDescending(entry => entry.Id)
                    .Take(Latest + 1)
                    .LeftJoin(
                        db.Users,
                        entry => entry.UserId,
                        user => user.Id,
                        (entry, user) => new { Entry = entry, Name = user!.DisplayName }
                    )
                    .OrderByDescending(row => row.Entry.Id)
                    .Select(row => new Found(
                        row.Entry,
                        row.Name,
                        row.Entry.UserId == null
                            || db.Set<UserMembership>()
                                .Any(m => m.UserId == row.Entry.UserId && seen.Contains(m.DepartmentId))
                    ))
                    .AsNoTracking()
        )
    );

    /// <summary>
    /// The history of one thing that people edit. With <paramref name="afterVersion"/> only what happened after the
    /// person opened it: what is told when a race is lost.
    /// </summary>
    public static async Task<HistoryView> LoadAsync(
        RegistryDb db,
        string root,
        string rootId,
        int? afterVersion = null,
        CancellationToken ct = default
    ) =>
        await LoadAsync(
            db,
            db.AuditEntries.Where(entry =>
                entry.Root == root
                && entry.RootId == rootId
                && (afterVersion == null || entry.RootVersion > afterVersion)
            ),
            ct
        );

    /// <summary>Any changes, with the names of what they refer to.</summary>
    public static async Task<HistoryView> LoadAsync(
        RegistryDb db,
        IQueryable<AuditEntry> entries,
        CancellationToken ct,
        int most = Latest
    )
    {
        var (rows, isCutOff) = await ReadAsync(db, entries, ct, most);
        return new HistoryView(rows, await NamesAsync(db, rows, ct), s_none, isCutOff);
    }

    /// <summary>
    /// The history of a citizen and of the placements and bases that the reader may see, in one query: names are
    /// those that the page has anyway. With <paramref name="afterVersion" /> only what was changed of the citizen itself after
    /// the person opened it: what is told when a race is lost.
    /// </summary>
    public static async Task<HistoryView> OfCitizenAsync(
        RegistryDb db,
        long citizenId,
        IReadOnlyDictionary<(string Field, string Id), string> names,
        IReadOnlyDictionary<(string Root, string Id), string> subjects,
        string[] bases,
        Insight insight,
        CancellationToken ct,
        int? afterVersion = null
    )
    {
        string[] placements =
        [
            .. subjects.Keys.Where(root => root.Root == nameof(Placement)).Select(root => root.Id),
        ];
        var found = new List<Found>();
        long[] seen = [.. insight.Departments];
        await foreach (
            var row in s_ofCitizen.Of(db)(db, citizenId, placements, bases, seen).WithCancellation(ct)
        )
        {
            if (afterVersion is null || row.Entry.RootVersion > afterVersion)
            {
                found.Add(row);
            }
        }

        var (rows, isCutOff) = Show(found, Latest, isForStaff: true);
        return new HistoryView(rows, names, subjects, isCutOff);
    }

    private static async Task<(List<HistoryRow> Rows, bool IsCutOff)> ReadAsync(
        RegistryDb db,
        IQueryable<AuditEntry> entries,
        CancellationToken ct,
        int most = Latest
    )
    {
        var found = await entries
            .OrderByDescending(entry => entry.Id)
            .Take(most + 1)
            .LeftJoin(
                db.Users,
                entry => entry.UserId,
                user => user.Id,
                (entry, user) => new { Entry = entry, Name = user!.DisplayName }
            )
            .OrderByDescending(row => row.Entry.Id)
            .Select(row => new Found(row.Entry, row.Name, true))
            .AsNoTracking()
            .ToListAsync(ct);
        return Show(found, most);
    }

    /// <summary>
    /// THE rule for those in casework. What belongs to a placement or a basis that they see whole, they see. The citizen's own
    /// rows are written by whichever department it was: why it saved is about its placement and stands there, and who it
    /// was is told of departments that are seen whole alone. Decided when it is read, so it holds for what was written before too.
    /// </summary>
    private static HistoryRow ForStaff(HistoryRow row, bool isOfSeenDepartment) =>
        row.Root.Name != nameof(Domain.Citizens.Citizen)
            ? row
            : row with
            {
                Who = isOfSeenDepartment ? row.Who : null,
                Reason = null,
            };

    private static (List<HistoryRow> Rows, bool IsCutOff) Show(
        List<Found> found,
        int most,
        bool isForStaff = false
    )
    {
        var rows = found
            .Take(most)
            .Select(row => isForStaff ? ForStaff(RowOf(row), row.IsOfSeenDepartment) : RowOf(row))
            .ToList();
        return (rows, found.Count > most);
    }

    private static HistoryRow RowOf(Found found) =>
        new(
            found.Entry.AtUtc,
            string.IsNullOrEmpty(found.Name) ? found.Entry.UserName : found.Name,
            found.Entry.Entity,
            found.Entry.Action,
            (found.Entry.Root, found.Entry.RootId),
            Values(found.Entry),
            found.Entry.Reason,
            found.Entry.EntityId,
            found.Entry.CitizenId
        );

    private static List<HistoryValue> Values(AuditEntry entry)
    {
        var before = Parse(entry.Before);
        var after = Parse(entry.After);
        if (entry.Entity == nameof(BenchmarkNotes))
        {
            foreach (var values in new[] { before, after })
            {
                if (values.Remove(nameof(BenchmarkNotes.Rule), out var rule))
                {
                    values[HistoryFields.ComparisonRule] = rule;
                }
            }
        }

        return
        [
            .. HistoryFields
                .Kinds.Keys.Where(field => before.ContainsKey(field) || after.ContainsKey(field))
                .Select(field => new HistoryValue(field, Value(before, field), Value(after, field)))
                .Where(value => value.Before is not null || value.After is not null),
        ];
    }

    private static Dictionary<string, JsonElement> Parse(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];

    private static JsonElement? Value(Dictionary<string, JsonElement> values, string field) =>
        values.TryGetValue(field, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    private static async Task<Dictionary<(string, string), string>> NamesAsync(
        RegistryDb db,
        List<HistoryRow> rows,
        CancellationToken ct
    )
    {
        var names = new Dictionary<(string, string), string>();
        foreach (
            var field in rows.SelectMany(row => row.Values)
                .Where(value => HistoryFields.Kinds[value.Field] == HistoryFieldKind.Reference)
                .GroupBy(value => value.Field, StringComparer.Ordinal)
        )
        {
            var texts = field
                .SelectMany(value => new[] { value.Before, value.After })
                .OfType<JsonElement>()
                .Select(value => value.ToString())
                .ToHashSet(StringComparer.Ordinal);
            if (field.Key == "RoleId")
            {
                foreach (var role in await db.Roles.Where(r => texts.Contains(r.Id)).ToListAsync(ct))
                {
                    names[(field.Key, role.Id)] = role.Name ?? "";
                }

                continue;
            }

            if (field.Key is nameof(StandIn.HeadId) or nameof(StandIn.StandInId))
            {
                foreach (var user in await db.Users.Where(u => texts.Contains(u.Id)).ToListAsync(ct))
                {
                    names[(field.Key, user.Id)] = user.DisplayName;
                }

                continue;
            }

            var ids = texts.Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
            var referred = field.Key switch
            {
                nameof(Placement.DepartmentId) => NamesOf(db.Departments, ids),
                nameof(Placement.UnitId) => NamesOf(db.Units, ids),
                nameof(Placement.ProviderId) => NamesOf(db.Providers, ids),
                nameof(Placement.MentorId) => NamesOf(db.Mentors, ids),
                nameof(Placement.TargetGroupId) => NamesOf(db.TargetGroups, ids),
                nameof(Placement.LegalBasisId) => NamesOf(db.LegalBases, ids),
                nameof(Placement.OutcomeId) => NamesOf(db.Outcomes, ids),
                nameof(PlacementMeasure.MeasureId) => NamesOf(db.Measures, ids),
                nameof(SharingBasis.GroundId) => NamesOf(db.SharingGrounds, ids),
                _ => NamesOf(db.ProviderCategories, ids),
            };
            foreach (var (id, name) in await referred.ToListAsync(ct))
            {
                names[(field.Key, id.ToString(CultureInfo.InvariantCulture))] = name;
            }
        }

        return names;
    }

    // Found first and named then: a record that has been made is nothing that SQL can look into.
    private static IQueryable<IdAndName> NamesOf<T>(IQueryable<T> records, List<long> ids)
        where T : class, IDated =>
        records
            .Where(record => ids.Contains(record.Id))
            .Select(record => new IdAndName(record.Id, record.Name));

    private sealed record Found(AuditEntry Entry, string? Name, bool IsOfSeenDepartment);

    private sealed record IdAndName(long Id, string Name);
}
