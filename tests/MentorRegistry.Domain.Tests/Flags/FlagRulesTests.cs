using MentorRegistry.Domain.Flags;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Flags;

public class FlagRulesTests
{
    private static readonly OverlapSide Any = new(null, null);
    private static readonly OverlapSide Jobs = new(1, null);
    private static readonly OverlapSide Support = new(2, 85);

    [Theory]
    [InlineData(90, 60, 30, "")]
    [InlineData(3, 2, 1, "")]
    [InlineData(60, 60, 30, "StepsDoNotFall")]
    [InlineData(90, 30, 30, "StepsDoNotFall")]
    [InlineData(30, 60, 90, "StepsDoNotFall")]
    public void RefusedAfter_StepsOfNotice_MustEachBeNearer(
        int first,
        int second,
        int third,
        string refused
    ) =>
        Assert.Equal(
            refused,
            Refused(
                new FlagRules
                {
                    LongRunMonths = 18,
                    ReachesLongDays = first,
                    ReachesLongSecondDays = second,
                    ReachesLongThirdDays = third,
                }
            )
        );

    [Fact]
    public void RefusedAfter_SamePairEitherWayRound_IsRefusedAtTheSecondLine()
    {
        Assert.Equal(
            "SamePairTwice 1",
            Refused(
                CreateRules(
                    new(Jobs, Support, OverlapTreatment.Told),
                    new(Support, Jobs, OverlapTreatment.Allowed)
                )
            )
        );
        Assert.Equal(
            "",
            Refused(
                CreateRules(new(Jobs, Support, OverlapTreatment.Told), new(Jobs, Any, OverlapTreatment.Told))
            )
        );
    }

    [Fact]
    public void RefusedAfter_EverythingWrong_IsAllSaidAtOnce() =>
        Assert.Equal(
            "StepsDoNotFall, HandoverLetPassAnyway 0, SamePairTwice 1, HandoverLetPassAnyway 1",
            Refused(
                CreateRules(
                    new(Any, Any, OverlapTreatment.Told, 3),
                    new(Any, Any, OverlapTreatment.Allowed, 1)
                ) with
                {
                    ReachesLongDays = 1,
                }
            )
        );

    [Fact]
    public void RefusedAfter_SameRulesInOtherOrder_AreNothingToPublish()
    {
        OverlapRule told = new(Jobs, Support, OverlapTreatment.Told);
        OverlapRule handover = new(Any, Support, OverlapTreatment.Flagged, 3);
        var inForce = CreateRules(told, handover) with { Version = 7 };

        Assert.Equal(
            [new RefusedRules(RulesRefusal.NothingChanged)],
            CreateRules(
                    new(Support, Any, OverlapTreatment.Flagged, 3),
                    new(Support, Jobs, OverlapTreatment.Told)
                )
                .RefusedAfter(inForce)
        );
        Assert.Empty(CreateRules(told).RefusedAfter(inForce));
        Assert.Empty(CreateRules(told, handover with { HandoverDays = 4 }).RefusedAfter(inForce));
        Assert.Empty((inForce with { PastLastDayDays = 61 }).RefusedAfter(inForce));
    }

    [Fact]
    public void Next_AnyRules_AreTheVersionAfterAndReadAsTheyWerePublished()
    {
        var rules = new FlagRules
        {
            RunGapDays = 1,
            LongRunMonths = 2,
            ReachesLongDays = 13,
            ReachesLongSecondDays = 12,
            ReachesLongThirdDays = 11,
            EndingSoonDays = 4,
            PastLastDayDays = 5,
            OverlapRules =
            [
                new(Jobs, Support, OverlapTreatment.Told),
                new(Any, Support, OverlapTreatment.Flagged, 3),
            ],
        };
        var now = new DateTime(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

        var next = PublishedRules.Next(new FlagRules { Version = 4 }, rules, "Ny aftale", "Vibeke", now);

        Assert.Equal(
            (5, "Ny aftale", "Vibeke", now),
            (next.Number, next.Reason, next.PublishedBy, next.PublishedUtc)
        );
        Assert.Null(next.AppliedUtc);
        Assert.Equal(5, next.ToRules().Version);
        Assert.Equal(rules.OverlapRules, next.ToRules().OverlapRules);
        Assert.Equal(
            rules with
            {
                Version = 5,
                OverlapRules = [],
            },
            next.ToRules() with
            {
                OverlapRules = [],
            }
        );
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(61, 90)]
    [InlineData(60, 60)]
    [InlineData(31, 60)]
    [InlineData(30, 30)]
    [InlineData(1, 30)]
    public void ReachesLongStep_DaysLeft_IsTheFewestDaysNotExceeded(int daysLeft, int step) =>
        Assert.Equal(step, new FlagRules().ReachesLongStep(daysLeft));

    [Fact]
    public void RuleNumbers_FlagOfEveryKind_AreThoseItWasJudgedBy()
    {
        var rules = new FlagRules
        {
            LongRunMonths = 2,
            RunGapDays = 10,
            ReachesLongDays = 40,
            EndingSoonDays = 20,
            PastLastDayDays = 15,
            OverlapRules = [new(Any, Any, OverlapTreatment.Flagged, 3)],
        };
        string[] citizens =
        [
            "2022-01-01..2022-06-10 department=3 mentor=1 | 2022-05-01.. department=4 mentor=2",
            "2022-05-01..2022-05-20 department=3 mentor=1",
        ];
        var found = citizens
            .SelectMany(placements =>
                FlagFinder.Find(CreateFlagPlacements(placements), rules, Day("2022-05-31"))
            )
            .Select(condition => Flag.Open(1, condition, 1, Day("2022-05-31")))
            .ToDictionary(flag => flag.Kind, flag => string.Join(' ', flag.RuleNumbers));

        Assert.Equal("3", found[FlagKind.OverlapAcross]);
        Assert.Equal("2 10", found[FlagKind.LongWithMentor]);
        Assert.Equal("2 10", found[FlagKind.LongWithAnyMentor]);
        Assert.Equal("2 10 40", found[FlagKind.ReachesLong]);
        Assert.Equal("20", found[FlagKind.GrantEnding]);
        Assert.Equal("15", found[FlagKind.PastLastDay]);
    }

    [Fact]
    public void Meet_NewVersionThatSaysTheSameOfIt_ReopensNothing()
    {
        var today = Day("2022-05-31");
        var placements = CreateFlagPlacements(
            "2022-05-01.. department=3 mentor=1 | 2022-05-20.. department=4 mentor=2"
        );
        var flag = Flag.Open(1, Overlap(new FlagRules()), 1, today);
        flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", today);

        var unrelated = new FlagRules
        {
            LongRunMonths = 12,
            OverlapRules = [new(new(9, null), Any, OverlapTreatment.Allowed)],
        };
        Assert.False(flag.Meet(Overlap(unrelated), 2, today));
        Assert.Equal((FlagState.Decided, 1), (flag.State, flag.RulesVersion));

        var related = new FlagRules { OverlapRules = [new(new(3, null), Any, OverlapTreatment.Flagged, 2)] };
        Assert.True(flag.Meet(Overlap(related), 3, today));
        Assert.Equal((FlagState.Open, 3), (flag.State, flag.RulesVersion));

        FlagCondition Overlap(FlagRules rules) =>
            FlagFinder.Find(placements, rules, today).Single(c => c.Kind == FlagKind.OverlapAcross);
    }

    private static FlagRules CreateRules(params OverlapRule[] rules) => new() { OverlapRules = rules };

    private static string Refused(FlagRules rules) =>
        string.Join(
            ", ",
            rules
                .RefusedAfter(new FlagRules())
                .Select(refused => $"{refused.Refusal} {refused.OverlapRule}".Trim())
        );
}
