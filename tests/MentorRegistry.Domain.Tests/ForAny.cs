using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;

namespace MentorRegistry.Domain.Tests;

/// <summary>
/// Made-up dates for the property tests. They lie where the rules have their edges far more often than chance would
/// have it: the ends of months, 29 February 2024, and each period's first day at, just after, or 30 and 31 days after the
/// end of the one before.
/// </summary>
internal static class ForAny
{
    /// <summary>No generated day is earlier.</summary>
    public static readonly DateOnly FirstDay = new(2023, 10, 1);

    /// <summary>No generated closed period reaches this day; an open one is told from the others by reaching it.</summary>
    public static readonly DateOnly LastDay = new(2026, 6, 30);

    /// <summary>Every day that a brute force has to look at.</summary>
    public static readonly IReadOnlyList<DateOnly> AllDays =
    [
        .. Enumerable
            .Range(FirstDay.DayNumber, LastDay.DayNumber - FirstDay.DayNumber + 1)
            .Select(DateOnly.FromDayNumber),
    ];

    public static Gen<DateOnly> Day { get; } =
        Gen.Frequency(
            (2, Gen.Choose(0, 500).Select(n => FirstDay.AddDays(n))),
            (2, Gen.Choose(1, 16).Select(n => FirstDay.AddMonths(n).AddDays(-1))),
            (1, Gen.Choose(0, 16).Select(n => FirstDay.AddMonths(n))),
            (1, Gen.Elements(new DateOnly(2024, 2, 28), new DateOnly(2024, 2, 29), new DateOnly(2024, 3, 1)))
        );

    public static Gen<DatePeriod> Period { get; } =
        from first in Day
        from last in LastAfter(first)
        select new DatePeriod(first, last);

    /// <summary>Up to five placements of one citizen, numbered 1, 2, 3 …, with two mentors and one provider without.</summary>
    public static Gen<PlacementSpan[]> Spans { get; } =
        from count in Gen.Choose(0, 5)
        from spans in SpansFrom(count, [])
        select spans;

    /// <summary>A placement with one to four grants, each of which it accepted, perhaps ended early.</summary>
    public static Gen<Placement> Placement { get; } =
        from count in Gen.Choose(1, 4)
        from periods in PeriodsAfterOneAnother(count, [])
        from endEarly in Gen.Frequency((2, Gen.Constant(false)), (1, Gen.Constant(true)))
        from daysIn in Gen.Choose(0, 90)
        select MakePlacement(periods, endEarly ? daysIn : null);

    /// <summary>Runs the body on many made-up values; a failure tells the value and the seed.</summary>
    public static void Holds<T>(Gen<T> values, Action<T> body, int cases = 400) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true),
            Prop.ForAll(values.ToArbitrary(), body)
        );

    /// <summary>The same for placements of one citizen; a failure leaves out those that it does not need.</summary>
    public static void HoldsForSpans(Action<PlacementSpan[]> body, int cases = 400) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true),
            Prop.ForAll(
                Arb.From(Spans, all => all.Select(one => all.Where(other => other != one).ToArray())),
                body
            )
        );

    /// <summary>Whether the day is one of the period's, said without the code under test.</summary>
    public static bool Has(DatePeriod period, DateOnly day) =>
        day >= period.First && (period.Last is null || day <= period.Last);

    private static Gen<DateOnly?> LastAfter(DateOnly first) =>
        Gen.Frequency<DateOnly?>(
            (1, Gen.Constant<DateOnly?>(null)),
            (1, Gen.Constant<DateOnly?>(first)),
            (3, Gen.Choose(0, 90).Select(n => (DateOnly?)first.AddDays(n))),
            (2, Gen.Choose(1, 9).Select(n => (DateOnly?)first.AddMonths(n))),
            (2, Gen.Choose(1, 9).Select(n => (DateOnly?)first.AddMonths(n).AddDays(-1))),
            (
                2,
                Gen.Choose(1, 9)
                    .Select(n => (DateOnly?)new DateOnly(first.Year, first.Month, 1).AddMonths(n).AddDays(-1))
            )
        );

    private static Gen<PlacementSpan[]> SpansFrom(int count, PlacementSpan[] sofar) =>
        sofar.Length == count
            ? Gen.Constant(sofar)
            : from first in FirstBeside([.. sofar.Select(span => span.Period)])
            from last in LastAfter(first)
            from mentor in Gen.Elements<long?>(null, 7, 8)
            from department in Gen.Choose(1, 3)
            from cancelled in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
            let span = new PlacementSpan(
                sofar.Length + 1,
                new DatePeriod(first, last),
                MentorKey.Of(1, mentor),
                department,
                cancelled
            )
            from all in SpansFrom(count, [.. sofar, span])
            select all;

    private static Gen<DateOnly> FirstBeside(DatePeriod[] sofar)
    {
        var closed = sofar.Where(period => period.Last is { } last && last < FirstDay.AddDays(500)).ToArray();
        return closed.Length == 0
            ? Day
            : Gen.Frequency(
                (1, Day),
                (1, Gen.Elements(sofar).Select(period => period.First)),
                (
                    3,
                    from period in Gen.Elements(closed)
                    from days in Gen.Elements(-1, 0, 1, 2, 30, 31, 32)
                    select Later(period.Last!.Value.AddDays(days), FirstDay)
                )
            );
    }

    private static Gen<DatePeriod[]> PeriodsAfterOneAnother(int count, DatePeriod[] sofar) =>
        sofar.Length == count || sofar is [.., { Last: null }]
            ? Gen.Constant(sofar)
            : from first in sofar is [.., var before] ? FirstWithin(before) : Day
            from last in LastAfter(first)
            from all in PeriodsAfterOneAnother(count, [.. sofar, new DatePeriod(first, last)])
            select all;

    private static Gen<DateOnly> FirstWithin(DatePeriod before) =>
        Gen.Frequency(
            (2, Gen.Constant(before.Last!.Value.AddDays(1))),
            (1, Gen.Constant(Later(before.Last!.Value, before.First.AddDays(1)))),
            (
                1,
                Gen.Choose(1, Math.Max(1, before.Last!.Value.DayNumber - before.First.DayNumber))
                    .Select(n => before.First.AddDays(n))
            )
        );

    private static Placement MakePlacement(DatePeriod[] periods, int? endedDaysIn)
    {
        var placement = new Placement { Id = 1, ProviderId = 1 };
        foreach (var period in periods)
        {
            Assert.Empty(placement.Extend(new Grant(period, 60, period.First)));
        }

        if (endedDaysIn is { } days)
        {
            placement.EndOn(placement.First.AddDays(days), "Afsluttet");
        }

        return placement;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;
}
