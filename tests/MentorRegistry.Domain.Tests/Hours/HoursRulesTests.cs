using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Placements;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Hours;

public sealed class HoursRulesTests
{
    private const string Week = "2026-11-09..2026-11-15";
    private static readonly DateOnly s_today = Day("2026-11-20");

    [Theory]
    // Four weeks of 180 minutes.
    [InlineData("2026-11-02..2026-11-29", "2026-01-01..", 720)]
    // 30 days: 30 ⁄ 7 × 180 = 771.43.
    [InlineData("2026-11-01..2026-11-30", "2026-01-01..", 771)]
    // One day: 25.71.
    [InlineData("2026-11-09..2026-11-09", "2026-01-01..", 26)]
    // The placement has three of the days.
    [InlineData("2026-11-01..2026-11-30", "2026-11-28..", 77)]
    [InlineData("2026-11-01..2026-11-30", "2026-01-01..2026-11-03", 77)]
    [InlineData("2026-11-01..2026-11-30", "2026-01-01..2026-10-31", 0)]
    [InlineData("2026-11-01..2026-11-30", "2026-12-01..", 0)]
    public void GrantedMinutes_EachDayHasASeventhOfTheWeek(string days, string grant, int minutes) =>
        Assert.Equal(
            minutes,
            HoursRules.GrantedMinutes([CreateGrant(grant)], CreatePeriod(grant), CreatePeriod(days))
        );

    [Fact]
    public void GrantedMinutes_ALaterGrantTakesOverFromItsFirstDay() =>
        // 7 days of 60 ⁄ 7 and 7 of 120 ⁄ 7.
        Assert.Equal(
            180,
            HoursRules.GrantedMinutes(
                [CreateGrant("2026-11-01..2026-11-30", 60), CreateGrant("2026-11-08..2026-12-31", 120)],
                CreatePeriod("2026-11-01..2026-12-31"),
                CreatePeriod("2026-11-01..2026-11-14")
            )
        );

    [Fact]
    public void GrantedMinutes_AnyGrants_AreTheSumOfTheirDays() =>
        ForAny.Holds(
            from first in Gen.Choose(0, 60)
            from lengths in Gen.NonEmptyListOf(Gen.Choose(1, 40))
            from minutes in Gen.NonEmptyListOf(Gen.Choose(15, 10_080))
            from ended in Gen.Choose(0, 120)
            select (first, lengths: lengths.Take(4).ToList(), minutes, ended),
            of =>
            {
                var grants = new List<Grant>();
                var next = Day("2026-10-01").AddDays(of.first);
                foreach (var (length, i) in of.lengths.Select((length, i) => (length, i)))
                {
                    grants.Add(
                        new Grant(
                            new DatePeriod(next, next.AddDays(length + 5)),
                            of.minutes[i % of.minutes.Count],
                            next
                        )
                    );
                    // Each begins some days before the one before is over.
                    next = next.AddDays(length);
                }

                var period = new DatePeriod(grants[0].First, grants[0].First.AddDays(of.ended));
                var month = MonthWeeks.MonthOf(Day("2026-11-01"));

                var sevenths = 0L;
                for (var day = month.First; day <= month.Last; day = day.AddDays(1))
                {
                    var ruling = grants.Where(g => g.First <= day).MaxBy(g => g.First);
                    sevenths +=
                        ruling is not null && ruling.Period.Contains(day) && period.Contains(day)
                            ? ruling.MinutesPerWeek
                            : 0;
                }

                Assert.Equal(
                    (int)Math.Round(sevenths / 7m, MidpointRounding.AwayFromZero),
                    HoursRules.GrantedMinutes(grants, period, month)
                );
            }
        );

    [Fact]
    public void GrantedMinutes_DaysWithoutAnEnd_AreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            HoursRules.GrantedMinutes([], CreatePeriod("2026-01-01.."), CreatePeriod("2026-01-01.."))
        );

    [Theory]
    [InlineData(Week, -1, 0, 0, HoursRefusal.Negative)]
    [InlineData(Week, 0, -1, 0, HoursRefusal.Negative)]
    [InlineData(Week, 0, 0, -1, HoursRefusal.Negative)]
    [InlineData(Week, (7 * 24 * 60) + 1, 0, 0, HoursRefusal.MoreThanTheDaysHave)]
    [InlineData(Week, 0, (7 * 24 * 60) + 1, 0, HoursRefusal.MoreThanTheDaysHave)]
    [InlineData(Week, 0, 0, 22, HoursRefusal.TooManyNoShows)]
    [InlineData("2026-10-31..2026-10-31", 60, 60, 0, HoursRefusal.OutsidePlacement)]
    [InlineData("2026-11-21..2026-11-22", 60, 60, 0, HoursRefusal.NotYet)]
    // A month told at once, before it is over.
    [InlineData("2026-12-01..2026-12-31", 60, 60, 0, HoursRefusal.NotYet)]
    public void Check_WhatCannotBe_IsRefused(
        string days,
        int delivered,
        int billable,
        int noShows,
        HoursRefusal refusal
    ) =>
        Assert.Equal(
            [refusal],
            HoursRules
                .Check(
                    CreatePeriod(days),
                    new HoursAmount(delivered, billable, noShows),
                    CreateMonth(lines: [CreateLine("2026-11-02..2026-11-08", 60)]),
                    s_today
                )
                .Refusals
        );

    [Theory]
    [InlineData("2026-11-01..2026-11-30", "2026-11-02..2026-11-08")]
    [InlineData("2026-11-02..2026-11-08", "2026-11-01..2026-11-30")]
    public void Check_TheMonthAndOneOfItsWeeks_IsRefused(string days, string there) =>
        Assert.Equal(
            [HoursRefusal.DaysTwice],
            HoursRules
                .Check(
                    CreatePeriod(days),
                    new HoursAmount(60, 60, 0),
                    CreateMonth(lines: [CreateLine(there, 60)]),
                    Day("2026-11-30")
                )
                .Refusals
        );

    [Theory]
    [InlineData("2026-11-29", true)]
    [InlineData("2026-11-30", false)]
    public void Check_AMonthToldAtOnce_IsToldWhenItIsOver(string today, bool isRefused) =>
        Assert.Equal(
            isRefused,
            HoursRules
                .Check(
                    CreatePeriod("2026-11-01..2026-11-30"),
                    new HoursAmount(60, 60, 0),
                    CreateMonth(),
                    Day(today)
                )
                .Refusals.Contains(HoursRefusal.NotYet)
        );

    [Theory]
    [InlineData(7 * 24 * 60, 21)]
    [InlineData(0, 0)]
    public void Check_TheUtmostThatTheDaysHave_IsNotRefused(int minutes, int noShows) =>
        Assert.Empty(
            HoursRules
                .Check(CreatePeriod(Week), new HoursAmount(minutes, minutes, noShows), CreateMonth(), s_today)
                .Refusals
        );

    [Fact]
    public void Check_SeveralThingsAreWrong_TellsAllOfThem() =>
        Assert.Equal(
            [
                HoursRefusal.Negative,
                HoursRefusal.MonthClosed,
                HoursRefusal.PlacementCancelled,
                HoursRefusal.OutsidePlacement,
                HoursRefusal.NotYet,
            ],
            HoursRules
                .Check(
                    CreatePeriod("2026-12-07..2026-12-13"),
                    new HoursAmount(-1, 0, 0),
                    CreateMonth(period: "2026-11-01..2026-11-30", isCancelled: true, isClosed: true),
                    s_today
                )
                .Refusals
        );

    [Theory]
    // 700 are granted for the month and 600 are there already.
    [InlineData(Week, 100, 0, false)]
    [InlineData(Week, 101, 0, true)]
    [InlineData(Week, 0, 101, true)]
    // The same days again: what stood there goes.
    [InlineData("2026-11-02..2026-11-08", 700, 700, false)]
    [InlineData("2026-11-02..2026-11-08", 701, 0, true)]
    public void Check_MoreThanGranted_AsksForAReason(string days, int delivered, int billable, bool asks) =>
        Assert.Equal(
            asks,
            HoursRules
                .Check(
                    CreatePeriod(days),
                    new HoursAmount(delivered, billable, 0),
                    CreateMonth(lines: [CreateLine("2026-11-02..2026-11-08", 600)]),
                    s_today
                )
                .NeedsReason
        );

    [Theory]
    [InlineData(900, false)]
    [InlineData(899, false)]
    [InlineData(901, true)]
    public void Check_AlreadyMoreThanGranted_IsAskedAboutOnlyWhereItGetsWorse(int minutes, bool asks) =>
        Assert.Equal(
            asks,
            HoursRules
                .Check(
                    CreatePeriod(Week),
                    new HoursAmount(minutes, minutes, 0),
                    CreateMonth(lines: [CreateLine(Week, 900)]),
                    s_today
                )
                .NeedsReason
        );

    private static Grant CreateGrant(string days, int minutesPerWeek = 180) =>
        new(CreatePeriod(days), minutesPerWeek, CreatePeriod(days).First);

    private static PlacementMonth CreateMonth(
        string period = "2026-11-01..2027-05-31",
        bool isCancelled = false,
        bool isClosed = false,
        int granted = 700,
        params HoursLine[] lines
    ) => new(CreatePeriod(period), isCancelled, isClosed, granted, lines);

    private static HoursLine CreateLine(string days, int minutes)
    {
        var line = new HoursLine(CreatePeriod(days));
        line.Set(new HoursAmount(minutes, minutes, 0), 600_00);
        return line;
    }
}
