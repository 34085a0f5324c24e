using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class RateRulesTests
{
    private static readonly DateOnly s_today = Day("2026-06-15");

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", 500L)]
    [InlineData("2026-06-30", 500L)]
    [InlineData("2026-07-01", 600L)]
    [InlineData("2099-01-01", 600L)]
    public void On_FirstAndLastDayAreIncluded(string day, long? kroner) =>
        Assert.Equal(
            kroner * 100,
            RateRules
                .On([CreateRate("2026-07-01..", 600), CreateRate("2026-01-01..2026-06-30", 500)], Day(day))
                ?.OrePerHour
        );

    [Fact]
    public void Add_TheOneBeforeIsOpen_EndsItTheDayBefore()
    {
        var open = CreateRate("2026-01-01..", 500);
        var change = RateRules.Add([open], CreatePeriod("2026-07-01.."), 600_00, s_today);

        Assert.Null(change.Problem);
        Assert.Same(open, change.Neighbour);
        Assert.Equal(Day("2026-06-30"), change.NeighbourLast);
        Assert.False(change.ChangesPast);
        Assert.Empty(change.None);
        Assert.Equal(new ChangedDay(Day("2026-07-01"), 500_00, 600_00), change.FirstChange);
    }

    [Theory]
    [InlineData("2026-07-01..", "2026-07-01..", RateProblem.SameFirstDay)]
    [InlineData("2026-07-01..2026-07-31", "2026-07-01..", RateProblem.SameFirstDay)]
    [InlineData("2026-08-01..", "2026-07-01..", RateProblem.Overlaps)]
    [InlineData("2026-08-01..", "2026-07-01..2026-08-01", RateProblem.Overlaps)]
    [InlineData("2026-08-01..2026-08-31", "2026-07-01..", RateProblem.Overlaps)]
    [InlineData("2026-08-01..", "2026-07-01..2026-07-31", null)]
    [InlineData("2026-06-01..2026-06-30", "2026-07-01..", null)]
    public void Add_LaterRateHasDaysOfIt_IsRefused(string there, string added, RateProblem? problem) =>
        Assert.Equal(
            problem,
            RateRules.Add([CreateRate(there, 500)], CreatePeriod(added), 600_00, s_today).Problem
        );

    [Fact]
    public void Add_OnlyForAWhile_SaysFromWhenThereIsNone()
    {
        var change = RateRules.Add(
            [CreateRate("2026-01-01..", 500)],
            CreatePeriod("2026-07-01..2026-07-31"),
            600_00,
            s_today
        );

        Assert.Equal(Day("2026-06-30"), change.NeighbourLast);
        Assert.Equal(CreatePeriod("2026-08-01.."), Assert.Single(change.None));
    }

    [Theory]
    [InlineData("2026-01-01..2026-03-31", "2026-04-01..", true)]
    [InlineData("2026-01-01..", "2026-06-15..", false)]
    [InlineData("2026-01-01..", "2026-06-14..", true)]
    public void Add_DayThatHasPassedGetsAnotherRate_IsACorrection(string there, string added, bool past) =>
        Assert.Equal(
            past,
            RateRules.Add([CreateRate(there, 500)], CreatePeriod(added), 600_00, s_today).ChangesPast
        );

    [Theory]
    [InlineData("2026-01-01..", 500, false)]
    [InlineData("2026-01-01..", 501, true)]
    [InlineData("2026-01-01..2026-06-14", 500, false)]
    [InlineData("2026-01-01..2026-06-13", 500, true)]
    [InlineData("2025-12-01..", 500, true)]
    [InlineData("2026-01-02..", 500, true)]
    public void Correct_DayThatHasPassedChanges_IsACorrection(string days, int kroner, bool past)
    {
        var rate = CreateRate("2026-01-01..", 500);
        Assert.Equal(
            past,
            RateRules.Correct([rate], rate, CreatePeriod(days), kroner * 100, s_today).ChangesPast
        );
    }

    [Theory]
    [InlineData("2026-01-01..2026-06-30", "2026-01-01..", RateProblem.SameFirstDay)]
    [InlineData("2026-01-01..2026-06-30", "2025-12-01..", RateProblem.Overlaps)]
    [InlineData("2026-01-01..2026-06-29", "2026-06-29..", RateProblem.Overlaps)]
    public void Correct_OthersDays_IsRefused(string before, string days, RateProblem problem)
    {
        var (first, second) = (CreateRate(before, 500), CreateRate("2026-07-01..", 600));
        var change = RateRules.Correct([first, second], second, CreatePeriod(days), 600_00, s_today);

        Assert.Equal(problem, change.Problem);
        Assert.Same(first, change.InTheWay);
    }

    /// <summary>The boundary is one day, whichever way it moves.</summary>
    [Theory]
    [InlineData("2026-06-30..", "2026-06-29")]
    [InlineData("2026-01-02..", "2026-01-01")]
    [InlineData("2026-08-01..", "2026-07-31")]
    public void Correct_FirstDayMoves_TheOneBeforeEndsTheDayBeforeStill(string days, string last)
    {
        var (first, second) = (CreateRate("2026-01-01..2026-06-30", 500), CreateRate("2026-07-01..", 600));
        var change = RateRules.Correct([first, second], second, CreatePeriod(days), 600_00, s_today);

        Assert.Null(change.Problem);
        Assert.Same(first, change.Neighbour);
        Assert.Equal(Day(last), change.NeighbourLast);
        Assert.Empty(change.None);
    }

    [Fact]
    public void Correct_MovesBeyondAThird_TheOneBeforeStays()
    {
        var (first, second) = (
            CreateRate("2026-01-01..2026-06-30", 500),
            CreateRate("2026-07-01..2026-07-31", 600)
        );
        var third = CreateRate("2026-08-01..2026-08-31", 700);
        var change = RateRules.Correct(
            [first, second, third],
            second,
            CreatePeriod("2026-10-01.."),
            600_00,
            s_today
        );

        Assert.Null(change.Problem);
        Assert.Null(change.Neighbour);
        Assert.Equal(CreatePeriod("2026-07-01..2026-07-31"), Assert.Single(change.None));
    }

    [Theory]
    [InlineData("2026-07-01..2026-12-31")]
    [InlineData("2026-07-01..")]
    public void Correct_FirstDayStays_TheOneBeforeStays(string days)
    {
        var (first, second) = (CreateRate("2026-01-01..2026-06-30", 500), CreateRate("2026-07-01..", 600));

        Assert.Null(
            RateRules.Correct([first, second], second, CreatePeriod(days), 700_00, s_today).Neighbour
        );
    }

    [Fact]
    public void Withdraw_PlannedRate_TheOneBeforeGoesOn()
    {
        var (first, planned) = (CreateRate("2026-01-01..2026-06-30", 500), CreateRate("2026-07-01..", 600));
        var change = RateRules.Withdraw([first, planned], planned, s_today);

        Assert.Same(first, change.Neighbour);
        Assert.Null(change.NeighbourLast);
        Assert.False(change.ChangesPast);
        Assert.Empty(change.None);
    }

    [Fact]
    public void Add_TheFirstOfAProvider_CorrectsNothing() =>
        Assert.False(RateRules.Add([], CreatePeriod("2021-01-01.."), 600_00, s_today).ChangesPast);

    /// <summary>A rate that begins later, or ends, takes the price away from days that are not its first one.</summary>
    [Theory]
    [InlineData("2026-09-01..", "2026-06-15", "2026-01-01..2026-08-31")]
    [InlineData("2026-01-01..2026-06-14", "2026-06-15", "2026-06-15..")]
    [InlineData("2026-01-01..2026-12-31", "2027-01-01", "2027-01-01..")]
    [InlineData("2026-02-01..2026-12-31", "2027-01-01", "2026-01-01..2026-01-31 2027-01-01..")]
    public void Correct_OtherDays_SaysWhatFirstChangesAndWhichDaysHaveNone(
        string days,
        string changes,
        string none
    )
    {
        var rate = CreateRate("2026-01-01..", 500);
        var change = RateRules.Correct([rate], rate, CreatePeriod(days), 500_00, s_today);

        Assert.Equal(new ChangedDay(Day(changes), 500_00, null), change.FirstChange);
        Assert.Equal(none.Split(' ').Select(CreatePeriod), change.None);
    }

    [Fact]
    public void Withdraw_TheOnlyOne_ChangesThePastAndSaysThereIsNone()
    {
        var rate = CreateRate("2026-01-01..", 500);
        var change = RateRules.Withdraw([rate], rate, s_today);

        Assert.True(change.ChangesPast);
        Assert.Equal(CreatePeriod("2026-01-01.."), Assert.Single(change.None));
    }

    [Theory]
    [InlineData("2026-01-01..", "", null)]
    [InlineData("2026-01-01..2026-07-31", "", "2026-07-31")]
    [InlineData("2026-01-01..2026-07-31", "2026-08-01..", null)]
    [InlineData("2026-01-01..2026-07-31", "2026-08-01..2026-09-30", "2026-09-30")]
    [InlineData("2026-01-01..2026-07-31", "2026-08-02..", "2026-07-31")]
    [InlineData("2026-07-01..2026-07-31", "", null)]
    public void RunsOutOn_IsTheLastDayBeforeOneWithoutARate(string one, string two, string? day) =>
        Assert.Equal(
            day is null ? null : Day(day),
            RateRules.RunsOutOn(
                two == "" ? [CreateRate(one, 500)] : [CreateRate(one, 500), CreateRate(two, 500)],
                s_today
            )
        );

    [Theory]
    [InlineData(0, true)]
    [InlineData(99_99, true)]
    [InlineData(100_00, false)]
    [InlineData(1500_00, false)]
    [InlineData(1500_01, true)]
    [InlineData(5000_00, true)]
    public void IsUnusual_FarFromWhatIsKnown(long ore, bool unusual) =>
        Assert.Equal(unusual, RateRules.IsUnusual(ore));

    [Fact]
    public void Set_BelowZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rate(CreatePeriod("2026-01-01.."), -1));

    /// <summary>
    /// Any row of changes, one after another: after each one that is accepted no day has two rates, and what is said of the
    /// past and of days without a rate is what looking at every day says.
    /// </summary>
    [Fact]
    public void AnyChanges_NoDayHasTwoRates_AndEachDayIsAsItIsSaid() =>
        ForAny.Holds(
            Gen.ArrayOf(
                    from kind in Gen.Choose(0, 5)
                    from which in Gen.Choose(0, 20)
                    from period in ForAny.Period
                    from kroner in Gen.Choose(1, 3)
                    select (kind, which, period, kroner)
                )
                .Resize(12),
            changes =>
            {
                var rates = new List<Rate>();
                foreach (var (kind, which, period, kroner) in changes)
                {
                    Make(rates, kind, which, period, kroner * 100, new DateOnly(2024, 6, 15));
                }
            },
            cases: 300
        );

    private static void Make(
        List<Rate> rates,
        int kind,
        int which,
        DatePeriod period,
        long ore,
        DateOnly today
    )
    {
        var before = ForAny.AllDays.Select(day => RateRules.On(rates, day)?.OrePerHour).ToList();
        var hadRates = rates.Count > 0;
        var rate = hadRates ? rates[which % rates.Count] : null;
        RateChange change;
        if (rate is null || kind < 3)
        {
            change = RateRules.Add(rates, period, ore, today);
            Apply(change, () => rates.Add(new Rate(period, ore)));
        }
        else if (kind < 5)
        {
            change = RateRules.Correct(rates, rate, period, ore, today);
            Apply(change, () => rate.Set(period, ore));
        }
        else
        {
            change = RateRules.Withdraw(rates, rate, today);
            Apply(change, () => rates.Remove(rate));
        }

        Assert.All(ForAny.AllDays, day => Assert.True(rates.Count(r => r.Period.Contains(day)) <= 1));
        if (change.Problem is not null)
        {
            Assert.NotNull(change.InTheWay);
            return;
        }

        var after = ForAny.AllDays.Select(day => RateRules.On(rates, day)?.OrePerHour).ToList();
        var days = ForAny.AllDays.Select((day, i) => (Day: day, Had: before[i], Has: after[i])).ToList();
        Assert.Equal(hadRates && days.Exists(d => d.Day < today && d.Has != d.Had), change.ChangesPast);
        Assert.Equal(
            days.Where(d => d.Had is not null && d.Has is null).Select(d => d.Day),
            ForAny.AllDays.Where(day => change.None.Any(period => period.Contains(day)))
        );
        var first = days.Find(d => d.Day >= today && d.Has != d.Had);
        Assert.Equal(
            first == default ? null : new ChangedDay(first.Day, first.Had, first.Has),
            change.FirstChange
        );
    }

    private static void Apply(RateChange change, Action rest)
    {
        if (change.Problem is not null)
        {
            return;
        }

        if (change.NeighbourPeriod is { } period)
        {
            change.Neighbour!.Set(period, change.Neighbour.OrePerHour);
        }

        rest();
    }

    private static Rate CreateRate(string days = "2026-01-01..", int kroner = 500) =>
        new(CreatePeriod(days), kroner * 100);
}
