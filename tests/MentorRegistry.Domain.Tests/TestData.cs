using System.Globalization;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Tests;

/// <summary>
/// Days and periods as ISO text, so that a case is read at a glance: <c>2025-01-31</c>,
/// <c>2025-01-31..2025-02-28</c>, and <c>2025-01-31..</c> for an open one.
/// </summary>
internal static class TestData
{
    public static DateOnly Day(string iso) =>
        DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DatePeriod CreatePeriod(string days)
    {
        var ends = days.Split("..");
        return ends switch
        {
            [var day] => new DatePeriod(Day(day), Day(day)),
            [var first, ""] => new DatePeriod(Day(first), null),
            [var first, var last] => new DatePeriod(Day(first), Day(last)),
            _ => throw new FormatException(days),
        };
    }

    public static PlacementSpan CreateSpan(
        string days = "2022-01-01..2022-12-31",
        long id = 1,
        long providerId = 1,
        long? mentorId = null,
        long departmentId = 1,
        bool isCancelled = false,
        long legalBasisId = 1
    ) =>
        new(
            id,
            CreatePeriod(days),
            MentorKey.Of(providerId, mentorId),
            departmentId,
            isCancelled,
            legalBasisId
        );

    /// <summary>
    /// One citizen's placements from one line, numbered 1, 2, 3 …, for example
    /// <c>2022-01-01..2022-06-30 | 2022-07-01.. provider=2 mentor=7 department=3 basis=2 cancelled</c>.
    /// </summary>
    public static List<PlacementSpan> CreateSpans(string line) =>
        [
            .. line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(
                    (text, index) =>
                    {
                        var words = text.Split(' ');
                        long? Number(string name) =>
                            words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))
                                is { } word
                                ? long.Parse(word.Split('=')[1], CultureInfo.InvariantCulture)
                                : null;
                        return CreateSpan(
                            words[0],
                            index + 1,
                            Number("provider") ?? 1,
                            Number("mentor"),
                            Number("department") ?? 1,
                            words.Contains("cancelled"),
                            Number("basis") ?? 1
                        );
                    }
                ),
        ];

    /// <summary>
    /// The same with what flags need besides, for example <c>longest=6 closed provider-until=2022-05-31
    /// mentor-until=2022-05-31 grants=2022-01-01..2022-06-30,2022-07-01..2023-01-31</c>. Without grants it has one of
    /// all its days.
    /// </summary>
    public static List<FlagPlacement> CreateFlagPlacements(string line)
    {
        var texts = line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. CreateSpans(line)
                .Zip(
                    texts,
                    (span, text) =>
                    {
                        var words = text.Split(' ');
                        string? Word(string name) =>
                            words
                                .FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))
                                ?.Split('=')[1];
                        DateOnly? DayOf(string name) => Word(name) is { } day ? Day(day) : null;
                        int? NumberOf(string name) =>
                            Word(name) is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;
                        var grants = (Word("grants") ?? words[0]).Split(',').Select(CreatePeriod).ToList();
                        return new FlagPlacement(
                            span,
                            NumberOf("longest"),
                            [
                                .. grants.Select(
                                    (grant, index) =>
                                        new FlagGrant(
                                            index + 1,
                                            grant,
                                            index + 1 < grants.Count
                                                ? grants[index + 1].First.AddDays(-1)
                                                : span.Period.Last
                                        )
                                ),
                            ],
                            words.Contains("closed"),
                            DayOf("provider-until"),
                            DayOf("mentor-until")
                        );
                    }
                ),
        ];
    }

    /// <summary>"OverlapAcross 1+2 2022-06-01..2022-06-30 since 2022-06-01; …", with "let pass: …" where a rule does.</summary>
    public static string Describe(IEnumerable<FlagCondition> conditions) =>
        string.Join(
            "; ",
            conditions
                .OrderBy(c => c.Kind)
                .ThenBy(c => c.Key.About, StringComparer.Ordinal)
                .Select(c =>
                    $"{c.Kind} {c.Key.About} {c.Days} since {c.Since:yyyy-MM-dd}"
                    + (c.LetPass == LetPass.No ? "" : $" let pass: {c.LetPass}")
                )
        );

    public static Grant CreateGrant(
        string days = "2022-01-01..2022-06-30",
        int minutesPerWeek = 120,
        string decided = "2021-12-15"
    ) => new(CreatePeriod(days), minutesPerWeek, Day(decided));

    /// <summary>A placement with these grants, each accepted.</summary>
    public static Placement CreatePlacement(params string[] grants)
    {
        var placement = new Placement
        {
            Id = 1,
            ProviderId = 1,
            DepartmentId = 1,
        };
        foreach (var days in grants)
        {
            Assert.Empty(placement.Extend(CreateGrant(days)));
        }

        return placement;
    }

    public static Citizen CreateCitizen(long id = 4213, string name = "Bo Iversen") =>
        new() { Id = id, Name = name };

    /// <summary>"2022-01-01..2022-01-31: 1+2; …", the shared days and the two placements of each pair.</summary>
    public static string Describe(IEnumerable<Overlap> pairs) =>
        string.Join("; ", pairs.Select(p => $"{p.Shared}: {p.Earlier.PlacementId}+{p.Later.PlacementId}"));

    /// <summary>"2022-01-01..2022-12-31: 1,2; …", each run's days and the placements it joins.</summary>
    public static string Describe(IEnumerable<MentorRun> runs) =>
        string.Join("; ", runs.Select(r => $"{r.Period}: {string.Join(',', r.PlacementIds)}"));
}
