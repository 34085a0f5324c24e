using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;

namespace MentorRegistry.Web.Imports;

/// <summary>
/// What is remembered of the rows read so far: hashes and a few numbers, some 150 bytes a row, never the rows.
/// </summary>
internal sealed class SeenInFile
{
    private readonly Dictionary<UInt128, int> _rowOfKey = [];
    private readonly Dictionary<long, Person> _people = [];
    private readonly List<Span> _spans = [];

    /// <summary>The earlier row with the same source system and id; <c>null</c> = none.</summary>
    public int? EarlierRow(PlacementRow row)
    {
        var key = Hash($"{row.SourceSystem}\n{row.SourceId}");
        return _rowOfKey.TryAdd(key, row.Number) ? null : _rowOfKey[key];
    }

    /// <summary>
    /// The row that gave the same CPR number another name; <c>null</c> where the names agree. The first row without
    /// other errors says what the person is called.
    /// </summary>
    public int? OtherNameInRow(PlacementRow row)
    {
        var name = Hash(NameKey(row.Name));
        ref var person = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _people,
            Key(row.Cpr!),
            out var exists
        );
        if (!exists)
        {
            person = new Person(name, row.Number, -1, IsNew: false);
        }

        return person.Name == name ? null : person.Row;
    }

    /// <summary>Counts a citizen whom the registry does not have; <c>true</c> the first time.</summary>
    public bool IsFirstOfNewCitizen(CprNumber cpr)
    {
        ref var person = ref CollectionsMarshal.GetValueRefOrAddDefault(_people, Key(cpr), out _);
        var isFirst = !person.IsNew;
        person = person with { IsNew = true };
        return isFirst;
    }

    /// <summary>Remembers what a row makes of the citizen's placements.</summary>
    public void Add(CprNumber cpr, PlacementSpan span)
    {
        ref var person = ref CollectionsMarshal.GetValueRefOrAddDefault(_people, Key(cpr), out _);
        _spans.Add(
            new Span(
                span.PlacementId,
                span.Period.First.DayNumber,
                span.Period.LastOrForever.DayNumber,
                span.Mentor.ProviderId,
                span.Mentor.MentorId,
                span.DepartmentId,
                span.LegalBasisId,
                person.LastSpan
            )
        );
        person = person with { LastSpan = _spans.Count - 1 };
    }

    /// <summary>The placements of the citizen in the rows so far.</summary>
    public IEnumerable<PlacementSpan> SpansOf(CprNumber cpr)
    {
        if (!_people.TryGetValue(Key(cpr), out var person))
        {
            yield break;
        }

        for (var i = person.LastSpan; i >= 0; i = _spans[i].Before)
        {
            var span = _spans[i];
            var last = DateOnly.FromDayNumber(span.Last);
            yield return new PlacementSpan(
                span.PlacementId,
                new DatePeriod(DateOnly.FromDayNumber(span.First), last),
                MentorKey.Of(span.ProviderId, span.MentorId),
                span.DepartmentId,
                LegalBasisId: span.LegalBasisId
            );
        }
    }

    /// <summary>The form in which two names of one person are compared: case and the number of blanks do not matter.</summary>
    public static string NameKey(string name) =>
        ReferenceData.Key(string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    private static long Key(CprNumber cpr) => long.Parse(cpr.Digits, CultureInfo.InvariantCulture);

    private static UInt128 Hash(string text) =>
        MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private readonly record struct Person(UInt128 Name, int Row, int LastSpan, bool IsNew);

    private readonly record struct Span(
        long PlacementId,
        int First,
        int Last,
        long ProviderId,
        long? MentorId,
        long DepartmentId,
        long LegalBasisId,
        int Before
    );
}
