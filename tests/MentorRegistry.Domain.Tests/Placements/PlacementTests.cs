using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Placements;

public class PlacementTests
{
    private const string FirstHalf = "2022-01-01..2022-06-30";
    private const string SecondHalf = "2022-07-01..2022-12-31";

    [Fact]
    public void Extend_FirstGrant_GivesThePeriod() =>
        Assert.Equal(FirstHalf, CreatePlacement(FirstHalf).Period.ToString());

    [Theory]
    [InlineData(FirstHalf, SecondHalf, "2022-01-01..2022-12-31", null, Label = "the day after")]
    [InlineData(FirstHalf, "2022-07-02..2022-12-31", null, GrantRefusal.LeavesGap, Label = "a day's gap")]
    [InlineData(FirstHalf, "2022-06-30..2022-12-31", "2022-01-01..2022-12-31", null, Label = "the last day")]
    [InlineData(
        FirstHalf,
        "2022-01-02..2022-12-31",
        "2022-01-01..2022-12-31",
        null,
        Label = "the second day"
    )]
    [InlineData(
        FirstHalf,
        "2022-01-01..2022-12-31",
        null,
        GrantRefusal.BeginsBeforeGrantBefore,
        Label = "the same first day"
    )]
    [InlineData(
        FirstHalf,
        "2021-12-31..2022-12-31",
        null,
        GrantRefusal.BeginsBeforeGrantBefore,
        Label = "before"
    )]
    [InlineData(FirstHalf, "2022-07-01..", "2022-01-01..", null, Label = "open")]
    [InlineData(
        FirstHalf,
        "2022-03-01..2022-03-31",
        "2022-01-01..2022-03-31",
        null,
        Label = "a new decision that ends earlier"
    )]
    [InlineData(
        "2022-01-01..",
        "2022-03-01..2022-03-31",
        "2022-01-01..2022-03-31",
        null,
        Label = "an open one is closed"
    )]
    [InlineData("2022-01-01..", "2030-01-01..", "2022-01-01..", null, Label = "an open one is never left")]
    [InlineData(
        "2024-02-01..2024-02-29",
        "2024-03-01..2024-03-31",
        "2024-02-01..2024-03-31",
        null,
        Label = "29 February"
    )]
    [InlineData(
        "2024-02-01..2024-02-28",
        "2024-03-01..2024-03-31",
        null,
        GrantRefusal.LeavesGap,
        Label = "29 February missing"
    )]
    [InlineData(
        "2022-01-01..9999-12-31",
        "2022-07-01..2022-12-31",
        "2022-01-01..2022-12-31",
        null,
        Label = "31-12-9999 for open"
    )]
    public void Extend_FurtherGrant_LeavesNoGap(
        string before,
        string further,
        string? period,
        GrantRefusal? refusal
    )
    {
        var placement = CreatePlacement(before);

        var refusals = placement.Extend(CreateGrant(further));

        Assert.Equal(refusal is { } one ? [one] : [], refusals);
        Assert.Equal(period ?? before, placement.Period.ToString());
        Assert.Equal(refusal is null ? 2 : 1, placement.Grants.Count);
    }

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(10_080, true)]
    [InlineData(10_081, false)]
    [InlineData(0, false)]
    [InlineData(-60, false)]
    [InlineData(int.MaxValue, false)]
    public void Extend_Hours_MustFitAWeek(int minutesPerWeek, bool accepted) =>
        Assert.Equal(
            accepted ? [] : [GrantRefusal.HoursOutsideWeek],
            new Placement().Extend(CreateGrant(minutesPerWeek: minutesPerWeek))
        );

    [Fact]
    public void Extend_ManyThingsWrong_TellsAll()
    {
        var placement = CreatePlacement(FirstHalf);
        Assert.True(placement.EndOn(Day("2022-03-31"), "Flyttet"));
        placement.Cancel("Fejl");

        Assert.Equal(
            [
                GrantRefusal.HoursOutsideWeek,
                GrantRefusal.PlacementCancelled,
                GrantRefusal.PlacementEnded,
                GrantRefusal.LeavesGap,
            ],
            placement.Extend(CreateGrant("2023-01-01..2023-06-30", minutesPerWeek: 0))
        );
        Assert.Single(placement.Grants);
    }

    [Theory]
    [InlineData("2022-07-01..2022-10-31", "2022-01-01..2022-10-31", null, Label = "shorter")]
    [InlineData("2022-07-01..", "2022-01-01..", null, Label = "open")]
    [InlineData("2022-05-01..2022-10-31", "2022-01-01..2022-10-31", null, Label = "begins earlier")]
    [InlineData("2022-07-02..2022-10-31", null, GrantRefusal.LeavesGap, Label = "a day's gap")]
    [InlineData(
        "2022-01-01..2022-10-31",
        null,
        GrantRefusal.BeginsBeforeGrantBefore,
        Label = "the first grant's day"
    )]
    public void ChangeLatestGrant_NewPeriod_IsJudgedLikeANewGrant(
        string days,
        string? period,
        GrantRefusal? refusal
    )
    {
        var placement = CreatePlacement(FirstHalf, SecondHalf);

        var refusals = placement.ChangeLatestGrant(CreatePeriod(days), 240, Day("2022-06-15"));

        Assert.Equal(refusal is { } one ? [one] : [], refusals);
        Assert.Equal(period ?? "2022-01-01..2022-12-31", placement.Period.ToString());
        var latest = placement.GrantOn(Day("2022-12-31"))!;
        Assert.Equal(refusal is null ? days : SecondHalf, latest.Period.ToString());
        Assert.Equal(refusal is null ? 240 : 120, latest.MinutesPerWeek);
        Assert.Equal(refusal is null ? Day("2022-06-15") : Day("2021-12-15"), latest.DecisionDate);
        Assert.Equal(2, placement.Grants.Count);
    }

    [Fact]
    public void ChangeLatestGrant_OnlyGrant_MayBeginAnyDay()
    {
        var placement = CreatePlacement(FirstHalf);

        Assert.Empty(
            placement.ChangeLatestGrant(CreatePeriod("2021-12-01..2022-01-31"), 120, Day("2021-12-01"))
        );

        Assert.Equal("2021-12-01..2022-01-31", placement.Period.ToString());
    }

    [Fact]
    public void ChangeLatestGrant_Ended_IsRefused()
    {
        var placement = CreatePlacement(FirstHalf);
        Assert.True(placement.EndOn(Day("2022-03-31"), "Flyttet"));

        Assert.Equal(
            [GrantRefusal.PlacementEnded],
            placement.ChangeLatestGrant(CreatePeriod("2022-01-01..2022-02-28"), 120, Day("2021-12-15"))
        );
    }

    [Fact]
    public void ChangeLatestGrant_NoGrant_IsRefused() =>
        Assert.Equal(
            [GrantRefusal.NothingToExtend],
            new Placement().ChangeLatestGrant(CreatePeriod(FirstHalf), 120, Day("2021-12-15"))
        );

    [Theory]
    [InlineData(FirstHalf, "2021-12-31", null, Label = "before the first day")]
    [InlineData(FirstHalf, "2022-01-01", "2022-01-01..2022-01-01", Label = "the first day")]
    [InlineData(FirstHalf, "2022-03-31", "2022-01-01..2022-03-31", Label = "within")]
    [InlineData(FirstHalf, "2022-06-30", "2022-01-01..2022-06-30", Label = "the granted end")]
    [InlineData(FirstHalf, "2022-07-01", null, Label = "after the granted end")]
    [InlineData("2022-01-01..", "2030-03-31", "2022-01-01..2030-03-31", Label = "open")]
    [InlineData("2022-01-01..", "9999-12-31", null, Label = "open, the calendar's last day is no end")]
    public void EndOn_LastDay_CutsThePeriod(string grant, string lastDay, string? period)
    {
        var placement = CreatePlacement(grant);

        Assert.Equal(period is not null, placement.EndOn(Day(lastDay), "Flyttet"));

        Assert.Equal(period ?? grant, placement.Period.ToString());
        Assert.Equal(period is null ? null : Day(lastDay), placement.EndedOn);
        Assert.Equal(period is null ? null : "Flyttet", placement.EndReason);
    }

    [Fact]
    public void EndOn_Twice_TheLaterDecisionRules()
    {
        var placement = CreatePlacement(FirstHalf);
        Assert.True(placement.EndOn(Day("2022-03-31"), "Flyttet"));

        Assert.True(placement.EndOn(Day("2022-04-30"), "Alligevel ikke før"));

        Assert.Equal("2022-01-01..2022-04-30", placement.Period.ToString());
        Assert.Equal("Alligevel ikke før", placement.EndReason);
    }

    [Fact]
    public void EndOn_NoGrants_IsRefused() => Assert.False(new Placement().EndOn(default, "Flyttet"));

    [Fact]
    public void EndOn_Cancelled_IsRefused()
    {
        var placement = CreatePlacement(FirstHalf);
        placement.Cancel("Fejl");

        Assert.False(placement.EndOn(Day("2022-03-31"), "Flyttet"));
        Assert.Equal("Fejl", placement.EndReason);
    }

    [Theory]
    [InlineData(FirstHalf)]
    [InlineData("2022-01-01..")]
    public void Reopen_Ended_TheGrantsRuleAgain(string grant)
    {
        var placement = CreatePlacement(grant);
        Assert.True(placement.EndOn(Day("2022-03-31"), "Flyttet"));

        placement.Reopen();

        Assert.Equal(grant, placement.Period.ToString());
        Assert.Null(placement.EndedOn);
        Assert.Null(placement.EndReason);
    }

    [Fact]
    public void Reopen_Cancelled_KeepsItCancelledAndWhy()
    {
        var placement = CreatePlacement(FirstHalf);
        Assert.True(placement.EndOn(Day("2022-03-31"), "Flyttet"));
        placement.Cancel("Fejl");

        placement.Reopen();

        Assert.True(placement.IsCancelled);
        Assert.Equal("Fejl", placement.EndReason);
        Assert.Equal("2022-01-01..2022-03-31", placement.Period.ToString());
    }

    [Fact]
    public void Cancel_Placement_CountsNowhere()
    {
        var placement = CreatePlacement(FirstHalf);

        placement.Cancel("Fejl");

        Assert.Equal(PlacementState.Cancelled, placement.StateOn(Day("2022-03-31")));
        Assert.True(placement.Span.IsCancelled);
        Assert.Equal("Fejl", placement.EndReason);
    }

    [Theory]
    [InlineData(FirstHalf, "2021-12-31", PlacementState.Planned)]
    [InlineData(FirstHalf, "2022-01-01", PlacementState.Active)]
    [InlineData(FirstHalf, "2022-06-30", PlacementState.Active)]
    [InlineData(FirstHalf, "2022-07-01", PlacementState.Ended)]
    [InlineData("2022-01-01..", "9999-12-31", PlacementState.Active)]
    public void StateOn_Day_FollowsFromTheDates(string grant, string day, PlacementState state) =>
        Assert.Equal(state, CreatePlacement(grant).StateOn(Day(day)));

    [Fact]
    public void Span_Placement_TellsWhatTheRulesNeed()
    {
        var placement = CreatePlacement(FirstHalf);
        placement.Id = 12;
        placement.ProviderId = 4;
        placement.MentorId = 7;
        placement.DepartmentId = 3;
        placement.LegalBasisId = 5;

        Assert.Equal(
            CreateSpan(FirstHalf, id: 12, providerId: 4, mentorId: 7, departmentId: 3, legalBasisId: 5),
            placement.Span
        );
        placement.MentorId = null;
        Assert.Equal(MentorKey.Of(4, null), placement.Span.Mentor);
    }

    [Theory]
    [InlineData(
        $"{FirstHalf} {SecondHalf}",
        null,
        $"{FirstHalf} {SecondHalf}",
        Label = "one after the other"
    )]
    [InlineData(
        $"{FirstHalf} 2022-04-01..2022-12-31",
        null,
        "2022-01-01..2022-03-31 2022-04-01..2022-12-31",
        Label = "the later one takes over"
    )]
    [InlineData(
        "2022-01-01..2022-12-31 2022-03-01..2022-03-31",
        null,
        "2022-01-01..2022-02-28 2022-03-01..2022-03-31",
        Label = "a later one that ends earlier"
    )]
    [InlineData("2022-01-01.. 2022-07-01..", null, "2022-01-01..2022-06-30 2022-07-01..", Label = "open")]
    [InlineData(
        $"{FirstHalf} {SecondHalf}",
        "2022-07-01",
        $"{FirstHalf} 2022-07-01..2022-07-01",
        Label = "ended on the second's first day"
    )]
    [InlineData(
        $"{FirstHalf} {SecondHalf}",
        "2022-06-30",
        FirstHalf,
        Label = "ended before the second began"
    )]
    [InlineData("2022-01-01..", "2022-02-28", "2022-01-01..2022-02-28", Label = "open, ended")]
    public void GrantsInForce_Grants_EachRulesItsDays(string grants, string? endedOn, string rules)
    {
        var placement = CreatePlacement(grants.Split(' '));
        if (endedOn is not null)
        {
            Assert.True(placement.EndOn(Day(endedOn), "Flyttet"));
        }

        Assert.Equal(rules, string.Join(' ', placement.GrantsInForce().Select(grant => grant.Rules)));
    }

    [Theory]
    [InlineData("2021-01-01", FirstHalf, Label = "before the first: the first")]
    [InlineData("2022-06-30", FirstHalf)]
    [InlineData("2022-07-01", SecondHalf)]
    [InlineData("2030-01-01", SecondHalf, Label = "after the last: the last")]
    public void GrantOn_Day_IsTheLatestBegun(string day, string grant) =>
        Assert.Equal(grant, CreatePlacement(FirstHalf, SecondHalf).GrantOn(Day(day))?.Period.ToString());

    [Fact]
    public void GrantOn_NoGrants_IsNone() => Assert.Null(new Placement().GrantOn(Day("2022-01-01")));

    [Fact]
    public void GrantsInForce_AnyPlacement_EachDayHasExactlyOne() =>
        ForAny.Holds(
            ForAny.Placement,
            placement =>
            {
                var inForce = placement.GrantsInForce();
                foreach (var day in ForAny.AllDays)
                {
                    var isActive = ForAny.Has(placement.Period, day);
                    var ruling = inForce
                        .Where(grant => ForAny.Has(grant.Rules, day))
                        .Select(grant => grant.Grant);
                    var latestBegun = placement
                        .Grants.Where(grant => ForAny.Has(grant.Period, day))
                        .MaxBy(grant => grant.First);
                    if (
                        !ruling.SequenceEqual(isActive ? [latestBegun!] : [])
                        || (isActive && placement.GrantOn(day) != latestBegun)
                        || isActive != (placement.StateOn(day) == PlacementState.Active)
                    )
                    {
                        Assert.Fail(
                            $"{day:O} of {placement.Period}, granted {string.Join(", ", placement.Grants.Select(g => g.Period))}, "
                                + $"should be ruled by {(isActive ? latestBegun?.Period : null)}."
                        );
                    }
                }
            }
        );

    [Fact]
    public void Extend_AnyGrant_IsAcceptedWhenNoDayIsMissing() =>
        ForAny.Holds(
            from before in ForAny.Period
            from further in ForAny.Period
            select (before, further),
            it =>
            {
                var placement = new Placement();
                Assert.Empty(placement.Extend(new Grant(it.before, 60, it.before.First)));
                var dayBefore = it.further.First.AddDays(-1);

                var refusals = placement.Extend(new Grant(it.further, 60, it.further.First));

                Assert.Equal(ForAny.Has(it.before, dayBefore), refusals.Count == 0);
            }
        );
}
