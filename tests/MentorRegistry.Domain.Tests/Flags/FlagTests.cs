using MentorRegistry.Domain.Flags;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Flags;

public class FlagTests
{
    private static readonly DateOnly Today = Day("2022-05-31");

    [Fact]
    public void Open_Condition_IsOpenAndTellsWhoseItIs()
    {
        var flag = CreateFlag("2022-05-01.. department=3 mentor=1 | 2022-05-20.. department=4 mentor=2");

        Assert.Equal(FlagState.Open, flag.State);
        Assert.Equal(new FlagKey(FlagKind.OverlapAcross, "1+2"), flag.Key);
        Assert.Equal([(1L, 3L), (2L, 4L)], flag.Placements.Select(p => (p.PlacementId, p.DepartmentId)));
        Assert.Equal("2022-05-20..", flag.Days.ToString());
        Assert.Equal(Today, flag.FoundOn);
    }

    [Fact]
    public void Open_ConditionThatARuleLetsPass_IsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            Flag.Open(1, CreateCondition() with { LetPass = LetPass.Told }, 1, Today)
        );

    [Theory]
    [InlineData(FlagDecision.Justified, "Aftalt", "2022-08-31", null, "")]
    [InlineData(FlagDecision.Justified, "Aftalt", "2022-05-31", null, "", Label = "until today")]
    [InlineData(FlagDecision.Justified, "Aftalt", "2022-05-30", null, "UntilPassed")]
    [InlineData(FlagDecision.Justified, "Aftalt", "2023-05-31", null, "", Label = "for twelve months")]
    [InlineData(FlagDecision.Justified, "Aftalt", "2023-06-01", null, "UntilTooFar")]
    [InlineData(FlagDecision.Justified, "Aftalt", null, null, "UntilMissing")]
    [InlineData(
        FlagDecision.Justified,
        " ",
        null,
        null,
        "UntilMissing, ReasonMissing",
        Label = "all at once"
    )]
    [InlineData(FlagDecision.Coordinated, "Aftalt", null, "Mona", "")]
    [InlineData(FlagDecision.Coordinated, "Aftalt", null, "  ", "WithMissing")]
    [InlineData(FlagDecision.Coordinated, null, null, null, "WithMissing, ReasonMissing")]
    [InlineData(FlagDecision.Coordinated, "ok", null, "\u200B\u200B\u200B", "WithMissing, ReasonMissing")]
    [InlineData(FlagDecision.EndsOne, "Stopper", null, null, "")]
    [InlineData(FlagDecision.EndsOne, "", null, null, "ReasonMissing")]
    public void Decide_Decision_IsTakenOrAllReasonsWhyNot(
        FlagDecision decision,
        string? reason,
        string? until,
        string? with,
        string refusals
    )
    {
        var flag = CreateFlag();

        var refused = flag.Decide(decision, reason, until is null ? null : Day(until), with, "Birgit", Today);

        Assert.Equal(refusals, string.Join(", ", refused));
        Assert.Equal(refusals.Length == 0 ? FlagState.Decided : FlagState.Open, flag.State);
        Assert.Equal(refusals.Length == 0 ? "Birgit" : null, flag.DecidedBy);
    }

    [Theory]
    [InlineData(Flag.LongestReason, Flag.LongestWith, "")]
    [InlineData(Flag.LongestReason + 1, Flag.LongestWith + 1, "WithTooLong, ReasonTooLong")]
    public void Decide_LongTexts_AreRefusedBeyondTheLimit(int reason, int with, string refusals) =>
        Assert.Equal(
            refusals,
            string.Join(
                ", ",
                CreateFlag()
                    .Decide(FlagDecision.Coordinated, new('å', reason), null, new('ø', with), "Birgit", Today)
            )
        );

    [Fact]
    public void Decide_ClosedMeanwhile_IsRefused()
    {
        var flag = CreateFlag();
        flag.Close(Today);

        Assert.Equal(
            [FlagRefusal.IsClosed],
            flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", Today)
        );
        Assert.Equal(FlagState.Closed, flag.State);
    }

    [Fact]
    public void Decide_Anew_ReplacesAllOfTheOneBefore()
    {
        var flag = CreateFlag();
        Assert.Empty(
            flag.Decide(FlagDecision.Justified, "Aftalt", Day("2022-07-01"), "Mona", "Birgit", Today)
        );
        Assert.Empty(flag.Decide(FlagDecision.Coordinated, "Talt sammen", null, "Mona", "Mikkel", Today));

        Assert.Equal(
            (FlagDecision.Coordinated, null, "Mona", "Talt sammen", "Mikkel"),
            (flag.Decision, flag.JustifiedUntil, flag.CoordinatedWith, flag.Reason, flag.DecidedBy)
        );
    }

    [Theory]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2",
        "Decided",
        Label = "the same"
    )]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-08-31 mentor=2",
        "Decided",
        Label = "shorter"
    )]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-25..2022-09-30 mentor=2",
        "Decided",
        Label = "later"
    )]
    [InlineData(
        "2022-01-01..2023-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2",
        "Decided",
        Label = "longer where nothing is shared"
    )]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-10-01 mentor=2",
        "Open",
        Label = "a day longer"
    )]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-19..2022-09-30 mentor=2",
        "Open",
        Label = "a day earlier"
    )]
    [InlineData("2022-05-01.. mentor=1 | 2022-05-20.. mentor=2", "Open", Label = "without an end")]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=3",
        "Open",
        Label = "another mentor"
    )]
    public void Meet_DecidedAndEdited_OpensOnlyWhereItIsWorse(string edited, string state)
    {
        var flag = CreateFlag("2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2");
        Assert.Empty(flag.Decide(FlagDecision.Coordinated, "Aftalt", null, "Mona", "Birgit", Today));
        var now = CreateCondition(edited);

        flag.Meet(now, 1, Today);

        Assert.Equal(state, flag.State.ToString());
        Assert.Equal(state == "Open" ? null : "Birgit", flag.DecidedBy);
        Assert.Equal(now.Days, flag.Days);
    }

    [Fact]
    public void Meet_ShortenedAndLengthenedAgain_StaysWithinWhatWasDecidedOn()
    {
        const string Decided = "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2";
        var flag = CreateFlag(Decided);
        Assert.Empty(flag.Decide(FlagDecision.Coordinated, "Aftalt", null, "Mona", "Birgit", Today));

        flag.Meet(
            CreateCondition("2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-06-30 mentor=2"),
            1,
            Today
        );
        flag.Meet(CreateCondition(Decided), 1, Today);

        Assert.Equal(FlagState.Decided, flag.State);
    }

    [Theory]
    [InlineData("2022-08-31", FlagState.Decided)]
    [InlineData("2022-09-01", FlagState.Open)]
    public void Meet_LastDayOfTheJustification_OpensTheDayAfter(string today, FlagState state)
    {
        var flag = CreateFlag();
        Assert.Empty(flag.Decide(FlagDecision.Justified, "Aftalt", Day("2022-08-31"), null, "Birgit", Today));

        Assert.Equal(state == FlagState.Open, flag.Meet(CreateCondition(), 1, Day(today)));

        Assert.Equal(state, flag.State);
    }

    [Fact]
    public void Meet_AnotherRuleHolds_Opens()
    {
        var flag = CreateFlag();
        Assert.Empty(flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", Today));

        Assert.True(flag.Meet(CreateCondition() with { Rule = "Flagged 7" }, 2, Today));

        Assert.Equal((FlagState.Open, 2), (flag.State, flag.RulesVersion));
    }

    [Fact]
    public void Meet_NothingChanged_ChangesNothing()
    {
        var flag = CreateFlag();

        Assert.False(flag.Meet(CreateCondition(), 1, Today.AddDays(1)));
        Assert.False(flag.Meet(CreateCondition(), 2, Today.AddDays(1)));
    }

    [Fact]
    public void Meet_RunThatJoinsAnotherPlacement_TellsThoseOfNow()
    {
        var flag = CreateFlag("2020-05-01..2022-06-30 mentor=1 department=1", FlagKind.LongWithMentor);

        Assert.True(
            flag.Meet(
                CreateCondition(
                    "2020-05-01..2022-06-30 mentor=1 department=1 | 2022-07-01.. mentor=1 department=2",
                    FlagKind.LongWithMentor
                ),
                1,
                Today
            )
        );

        Assert.Equal([(1L, 1L), (2L, 2L)], flag.Placements.Select(p => (p.PlacementId, p.DepartmentId)));
    }

    [Fact]
    public void Decide_WhatIsTypedForAnotherChoice_IsNotKept()
    {
        var justified = CreateFlag();
        Assert.Empty(
            justified.Decide(FlagDecision.Justified, "Aftalt", Day("2022-07-01"), "Mona", "Birgit", Today)
        );
        var coordinated = CreateFlag();
        Assert.Empty(
            coordinated.Decide(FlagDecision.Coordinated, "Aftalt", Day("2022-07-01"), "Mona", "Birgit", Today)
        );

        Assert.Equal((Day("2022-07-01"), null), (justified.JustifiedUntil, justified.CoordinatedWith));
        Assert.Equal((null, "Mona"), (coordinated.JustifiedUntil, coordinated.CoordinatedWith));
    }

    [Fact]
    public void Decide_SpacesAround_AreNotKept()
    {
        var flag = CreateFlag();

        Assert.Empty(flag.Decide(FlagDecision.Coordinated, " Aftalt ", null, " Mona\n", "Birgit", Today));

        Assert.Equal(("Aftalt", "Mona"), (flag.Reason, flag.CoordinatedWith));
    }

    [Fact]
    public void Meet_DecidedWithoutAnEndAndStillWithout_StaysDecided()
    {
        const string WithoutEnd = "2022-05-01.. mentor=1 | 2022-05-20.. mentor=2";
        var flag = CreateFlag(WithoutEnd);
        Assert.Empty(flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", Today));

        flag.Meet(CreateCondition(WithoutEnd), 1, Today);

        Assert.Equal(FlagState.Decided, flag.State);
    }

    [Theory]
    [InlineData(FlagDecision.Justified)]
    [InlineData(FlagDecision.Coordinated)]
    public void Meet_Reopened_NothingOfTheDecisionIsLeft(FlagDecision decision)
    {
        var flag = CreateFlag();
        Assert.Empty(flag.Decide(decision, "Aftalt", Day("2022-08-31"), "Mona", "Birgit", Today));

        Assert.True(flag.Meet(CreateCondition() with { Rule = "Flagged 7" }, 2, Today));

        Assert.Equal(
            (null, null, null, null),
            (flag.Decision, flag.JustifiedUntil, flag.CoordinatedWith, flag.Reason)
        );
        Assert.Equal(
            (null, null, null, null),
            (flag.DecidedBy, flag.DecidedOn, flag.DecidedFirst, flag.DecidedLast)
        );
    }

    [Fact]
    public void Meet_OneDepartmentsPartHasBecomeLongByItself_MarksItAndChangesNothingElse()
    {
        const string Placements =
            "2020-01-01..2020-02-29 mentor=1 department=1 | 2020-03-01.. mentor=1 department=2";
        var flag = CreateFlag(Placements, FlagKind.LongWithMentor);
        var condition = CreateCondition(Placements, FlagKind.LongWithMentor);
        var later = condition with { AloneIds = [] };
        Assert.Equal([(1L, false), (2L, true)], flag.Placements.Select(p => (p.PlacementId, p.StandsAlone)));

        Assert.False(KeptFlag.AreInStep([flag.Kept], [later], Today));
        Assert.True(flag.Meet(later, 2, Today));

        Assert.Equal([(1L, false), (2L, false)], flag.Placements.Select(p => (p.PlacementId, p.StandsAlone)));
        Assert.Equal(1, flag.RulesVersion);
    }

    [Fact]
    public void Placements_OfAFlagWhoseStateChanges_SayItsKindAndState()
    {
        var flag = CreateFlag();
        Assert.All(flag.Placements, p => Assert.Equal((flag.Kind, FlagState.Open), (p.Kind, p.State)));

        Assert.Empty(flag.Decide(FlagDecision.Justified, "Aftalt", Day("2022-08-31"), null, "Birgit", Today));
        Assert.All(flag.Placements, p => Assert.Equal(FlagState.Decided, p.State));

        flag.Meet(CreateCondition() with { Rule = "Flagged 7" }, 2, Today);
        Assert.All(flag.Placements, p => Assert.Equal(FlagState.Open, p.State));

        flag.Close(Today);
        Assert.All(flag.Placements, p => Assert.Equal(FlagState.Closed, p.State));
    }

    [Fact]
    public void Meet_ADepartmentsPlacementsLeaveAndComeBack_RemembersItWhileTheyAreAway()
    {
        const string Both =
            "2020-05-01..2022-06-30 mentor=1 department=1 | 2022-07-01.. mentor=1 department=2";
        const string One = "2020-05-01..2022-06-30 mentor=1 department=1";
        var flag = CreateFlag(Both, FlagKind.LongWithMentor);
        Assert.Empty(flag.EarlierDepartmentIds);

        flag.Meet(CreateCondition(One, FlagKind.LongWithMentor), 1, Today);
        Assert.Equal([2L], flag.EarlierDepartmentIds);
        flag.Meet(CreateCondition(One, FlagKind.LongWithMentor) with { Rule = "changed" }, 1, Today);
        Assert.Equal([2L], flag.EarlierDepartmentIds);

        flag.Meet(CreateCondition(Both, FlagKind.LongWithMentor), 1, Today);
        Assert.Empty(flag.EarlierDepartmentIds);
    }

    [Fact]
    public void Decide_BySomebodyOfSeveralDepartments_RemembersThoseThatItIsAbout()
    {
        var flag = CreateFlag("2022-05-01.. department=3 mentor=1 | 2022-05-20.. department=12 mentor=2");

        Assert.Empty(
            flag.Decide(
                FlagDecision.EndsOne,
                "Aftalt",
                null,
                null,
                "Birgit",
                Today,
                byDepartments: [12, 3, 7]
            )
        );
        Assert.Equal([3L, 12L], flag.DecidedAtDepartmentIds);

        flag.Meet(
            CreateCondition("2022-05-01.. department=3 mentor=1 | 2022-05-10.. department=12 mentor=2"),
            1,
            Today
        );
        Assert.Equal((FlagState.Open, ""), (flag.State, flag.DecidedAtDepartments));
    }

    [Fact]
    public void Meet_RunThatHasLostAPlacement_TellsThoseOfNow()
    {
        var flag = CreateFlag(
            "2020-05-01..2022-06-30 mentor=1 department=1 | 2022-07-01.. mentor=1 department=2",
            FlagKind.LongWithMentor
        );

        flag.Meet(
            CreateCondition("2020-05-01..2022-06-30 mentor=1 department=1", FlagKind.LongWithMentor),
            1,
            Today
        );

        Assert.Equal([(1L, 1L)], flag.Placements.Select(p => (p.PlacementId, p.DepartmentId)));
    }

    [Fact]
    public void Keep_OneIsGoneAndOneIsNew_ClosesAndOpens()
    {
        var gone = CreateFlag();
        var run = CreateCondition("2020-05-01..2022-06-30 mentor=1", FlagKind.LongWithMentor);

        var opened = Flag.Keep(1, [gone], [run], 1, Today.AddDays(1));

        Assert.Equal((FlagState.Closed, Today.AddDays(1)), (gone.State, gone.ClosedOn));
        Assert.Equal(run.Key, Assert.Single(opened).Key);
    }

    [Fact]
    public void Keep_OneHolds_LeavesItAndOpensNoSecond()
    {
        var flag = CreateFlag();

        Assert.Empty(Flag.Keep(1, [flag], [CreateCondition()], 1, Today));

        Assert.Equal((FlagState.Open, null), (flag.State, flag.ClosedOn));
    }

    [Fact]
    public void Keep_ARuleLetsItPass_ClosesItAndOpensNone()
    {
        var flag = CreateFlag();

        Assert.Empty(Flag.Keep(1, [flag], [CreateCondition() with { LetPass = LetPass.Allowed }], 2, Today));

        Assert.Equal(FlagState.Closed, flag.State);
    }

    [Fact]
    public void AreInStep_OneIsMissingTooManyOrChanged_AreNot()
    {
        var condition = CreateCondition();
        var run = CreateCondition("2020-05-01..2022-06-30 mentor=1", FlagKind.LongWithMentor);
        var kept = CreateFlag().Kept;

        Assert.True(KeptFlag.AreInStep([kept], [condition], Today));
        Assert.False(KeptFlag.AreInStep([kept], [condition, run], Today));
        Assert.False(KeptFlag.AreInStep([kept], [], Today));
        Assert.False(KeptFlag.AreInStep([kept], [run], Today));
        Assert.False(KeptFlag.AreInStep([kept], [condition with { Rule = "Flagged 7" }], Today));
        Assert.False(
            KeptFlag.AreInStep([kept], [condition with { Placements = [condition.Placements[0]] }], Today)
        );
    }

    [Fact]
    public void AreInStep_AJustificationsLastDayPasses_AreNot()
    {
        var flag = CreateFlag();
        Assert.Empty(flag.Decide(FlagDecision.Justified, "Aftalt", Today.AddDays(3), null, "Birgit", Today));

        Assert.True(KeptFlag.AreInStep([flag.Kept], [CreateCondition()], Today.AddDays(3)));
        Assert.False(KeptFlag.AreInStep([flag.Kept], [CreateCondition()], Today.AddDays(4)));
    }

    /// <summary>
    /// Who is not told the other placement's days moves an own one, decides, moves it back and looks whether the
    /// decision stands: it tells the same whatever those days are.
    /// </summary>
    [Theory]
    [InlineData("2022-05-01..{0} mentor=1 department=3", FlagKind.OverlapAcross)]
    [InlineData("2019-01-01..{0} mentor=1 department=3", FlagKind.LongWithAnyMentor)]
    public void Meet_OwnDaysMovedAndBack_TellsNothingOfTheDaysThatAreNotTold(string own, FlagKind kind)
    {
        foreach (var (guess, back) in new[] { ("2022-08-01", "2022-12-31"), ("2022-12-31", "2022-08-01") })
        {
            var states = new List<FlagState>();
            foreach (
                var unseen in (string[])["2022-06-30", "2022-08-01", "2022-08-02", "2022-10-01", "2023-03-31"]
            )
            {
                var theirs = $" | 2022-05-20..{unseen} mentor=2 department=4";
                var at = CreateCondition(Own(guess) + theirs, kind);
                var flag = Flag.Open(1, at, 1, Today);
                var told = DecidedInPart.Of([.. at.Placements.Where(span => span.DepartmentId == 3)]);
                Assert.Empty(
                    flag.Decide(FlagDecision.EndsOne, "Aftalt", null, null, "Birgit", Today, [3], told)
                );

                flag.Meet(CreateCondition(Own(back) + theirs, kind), 1, Today);

                states.Add(flag.State);
            }

            var grows = string.CompareOrdinal(guess, back) < 0;
            Assert.All(states, state => Assert.Equal(grows ? FlagState.Open : FlagState.Decided, state));
        }

        string Own(string last) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, own, last);
    }

    [Fact]
    public void Meet_NewOwnPlacementInARunDecidedInPart_ReopensWhateverTheOthersDaysAre()
    {
        var at = CreateCondition(
            "2019-01-01..2022-06-30 mentor=1 department=3 | 2022-01-01..2023-03-31 mentor=1 department=4",
            FlagKind.LongWithMentor
        );
        var flag = Flag.Open(1, at, 1, Today);
        flag.Decide(
            FlagDecision.EndsOne,
            "Aftalt",
            null,
            null,
            "Birgit",
            Today,
            [3],
            DecidedInPart.Of([at.Placements[0]])
        );

        flag.Meet(
            CreateCondition(
                "2019-01-01..2022-06-30 mentor=1 department=3 | 2022-01-01..2023-03-31 mentor=1 department=4 | 2022-07-01..2022-08-31 mentor=1 department=3",
                FlagKind.LongWithMentor
            ),
            1,
            Today
        );

        Assert.Equal(FlagState.Open, flag.State);
    }

    [Theory]
    [InlineData("2022-05-01..2022-12-31 department=3 | 2022-05-20.. department=4")]
    [InlineData("2022-05-01.. department=3")]
    public void DecidedInPart_Stored_IsReadAsItWas(string placements)
    {
        var told = DecidedInPart.Of(CreateSpans(placements));

        var read = DecidedInPart.Read(told.ToString())!;

        Assert.Equal(told.Departments, read.Departments);
        Assert.Equal(told.Days, read.Days);
        Assert.Null(DecidedInPart.Read(""));
    }

    private static FlagCondition CreateCondition(
        string placements = "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2",
        FlagKind? kind = null
    ) =>
        FlagFinder
            .Find(CreateFlagPlacements(placements), new FlagRules(), Today)
            .First(condition => kind is null || condition.Kind == kind);

    private static Flag CreateFlag(
        string placements = "2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2",
        FlagKind? kind = null
    ) => Flag.Open(1, CreateCondition(placements, kind), 1, Today);
}
