using MentorRegistry.Domain;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Imports;

/// <summary>What rows refer to by name. Case and blanks around a name do not matter, everything else does.</summary>
public sealed class ReferenceData
{
    private readonly Dictionary<string, Department> _departments;
    private readonly Dictionary<string, TargetGroup> _targetGroups;
    private readonly Dictionary<string, Provider> _providers;
    private readonly Dictionary<(long, string), Mentor> _mentors;
    private readonly Dictionary<string, LegalBasis> _legalBases;
    private readonly Dictionary<string, Measure> _measures;
    private readonly Dictionary<string, Outcome> _outcomes;
    private readonly Dictionary<(ImportColumn, long), string> _names = [];

    private ReferenceData(
        List<Department> departments,
        List<TargetGroup> targetGroups,
        List<Provider> providers,
        List<Mentor> mentors,
        List<LegalBasis> legalBases,
        List<Measure> measures,
        List<Outcome> outcomes
    )
    {
        _departments = Index(ImportColumn.Department, departments, d => d.Id, d => d.Name, d => Key(d.Name));
        _targetGroups = Index(
            ImportColumn.TargetGroup,
            targetGroups,
            g => g.Id,
            g => g.Name,
            g => Key(g.Name)
        );
        _providers = Index(ImportColumn.Provider, providers, p => p.Id, p => p.Name, p => Key(p.Name));
        _mentors = Index(
            ImportColumn.Mentor,
            mentors,
            m => m.Id,
            m => m.Name,
            m => (m.ProviderId, Key(m.Name))
        );
        _legalBases = Index(ImportColumn.LegalBasis, legalBases, b => b.Id, b => b.Name, b => Key(b.Name));
        _measures = Index(ImportColumn.Measures, measures, m => m.Id, m => m.Name, m => Key(m.Name));
        _outcomes = Index(ImportColumn.Outcome, outcomes, o => o.Id, o => o.Name, o => Key(o.Name));
        DepartmentNames = string.Join(", ", departments.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    /// <summary>All departments, for the one who misspelt one.</summary>
    public string DepartmentNames { get; }

    public static async Task<ReferenceData> LoadAsync(RegistryDb db, CancellationToken ct) =>
        new(
            await db.Departments.AsNoTracking().ToListAsync(ct),
            await db.TargetGroups.AsNoTracking().ToListAsync(ct),
            await db.Providers.AsNoTracking().ToListAsync(ct),
            await db.Mentors.AsNoTracking().ToListAsync(ct),
            await db.LegalBases.AsNoTracking().ToListAsync(ct),
            await db.Measures.AsNoTracking().ToListAsync(ct),
            await db.Outcomes.AsNoTracking().ToListAsync(ct)
        );

    public Department? Department(string name) => _departments.GetValueOrDefault(Key(name));

    public TargetGroup? TargetGroup(string name) => _targetGroups.GetValueOrDefault(Key(name));

    public Provider? Provider(string name) => _providers.GetValueOrDefault(Key(name));

    public Mentor? Mentor(long providerId, string name) =>
        _mentors.GetValueOrDefault((providerId, Key(name)));

    public LegalBasis? LegalBasis(string name) => _legalBases.GetValueOrDefault(Key(name));

    public Outcome? Outcome(string name) => _outcomes.GetValueOrDefault(Key(name));

    /// <summary>
    /// The measures that names with commas between tell of, and the names that no measure has. A name may have a comma in
    /// it: the longest that is one counts.
    /// </summary>
    public (IReadOnlyList<Measure> Known, IReadOnlyList<string> Unknown) Measures(string names)
    {
        var parts = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (known, unknown) = (new List<Measure>(), new List<string>());
        for (var i = 0; i < parts.Length; )
        {
            var many = Enumerable
                .Range(1, parts.Length - i)
                .Reverse()
                .FirstOrDefault(n => _measures.ContainsKey(Key(string.Join(", ", parts.Skip(i).Take(n)))));
            if (many == 0)
            {
                unknown.Add(parts[i]);
            }
            else
            {
                known.Add(_measures[Key(string.Join(", ", parts.Skip(i).Take(many)))]);
            }

            i += Math.Max(many, 1);
        }

        return (known, unknown);
    }

    /// <summary>The name behind a number.</summary>
    public string Name(ImportColumn column, long? id) =>
        id is { } known ? _names.GetValueOrDefault((column, known), "") : "";

    /// <summary>The form in which names are compared.</summary>
    public static string Key(string name) => name.Trim().Normalize().ToUpperInvariant();

    private Dictionary<TKey, T> Index<TKey, T>(
        ImportColumn column,
        List<T> rows,
        Func<T, long> id,
        Func<T, string> name,
        Func<T, TKey> key
    )
        where TKey : notnull
        where T : IDated
    {
        var index = new Dictionary<TKey, T>();
        foreach (var row in rows)
        {
            index.TryAdd(key(row), row);
            _names[(column, id(row))] = name(row);
        }

        return index;
    }
}
