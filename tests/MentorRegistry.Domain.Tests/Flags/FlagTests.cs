using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
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
    public void Meet_AnotherDepartmentMakesMoreOfARun_SaysWhoIsToldAndChangesNothingElse()
    {
        var condition = CreateCondition("2020-01-01.. mentor=1 department=2", FlagKind.LongWithMentor);
        var flag = Flag.Open(1, condition, 1, Today);
        Assert.Empty(flag.Decide(FlagDecision.EndsOne, "Stopper", null, null, "Birgit", Today));
        var part = condition with { PartWithoutIds = [4, 12] };

        Assert.False(KeptFlag.AreInStep([flag.Kept], [part], Today));
        Assert.True(flag.Meet(part, 2, Today));

        Assert.True(KeptFlag.AreInStep([flag.Kept], [part], Today));
        Assert.Equal([4L, 12L], flag.PartWithoutIds);
        Assert.Equal((FlagState.Decided, 1), (flag.State, flag.RulesVersion));
    }

    [Theory]
    [InlineData("2020-01-01.. mentor=1 department=2 | 2021-01-01.. mentor=1 department=2", true)]
    [InlineData("2020-01-01.. mentor=1 department=2 | 2021-01-01.. mentor=1 department=3", false)]
    public void Placements_OfOneDepartmentAlone_SaySo(string placements, bool standAlone) =>
        Assert.All(
            CreateFlag(placements, FlagKind.LongWithMentor).Placements,
            p => Assert.Equal(standAlone, p.StandsAlone)
        );

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
            "2020-05-01..2022-06-30 mentor=1 department=1 | 2022-07-01.. mentor=1 department=1",
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

    /// <summary>An end that is taken back at once takes the decision not along.</summary>
    [Theory]
    [InlineData("2022-05-01..2022-12-31 mentor=1 | 2022-05-20..2022-09-30 mentor=2", FlagState.Decided)]
    [InlineData(
        "2022-05-01..2022-12-31 mentor=1 | 2022-05-21..2022-09-30 mentor=2",
        FlagState.Closed,
        Label = "not as it was"
    )]
    public void Keep_ConditionIsUndone_FlagIsAgainWhatItWas(string after, FlagState expected)
    {
        var flag = CreateFlag();
        Assert.Empty(flag.Decide(FlagDecision.EndsOne, "Aftalt", null, null, "Birgit", Today));
        flag.Close(Today);

        var opened = Flag.Keep(1, [], [CreateCondition(after)], 1, Today, [flag]);

        Assert.Equal(expected, flag.State);
        Assert.Equal(expected == FlagState.Closed ? 1 : 0, opened.Count);
        Assert.Equal(expected == FlagState.Closed ? Today : null, flag.ClosedOn);
    }

    [Theory]
    [InlineData("2022-05-01..2022-12-31 mentor=1 department=3", 1, 0, null)]
    [InlineData("2022-05-01..2023-01-31 mentor=1 department=3", 1, 0, FlagReopening.Days)]
    [InlineData("2022-05-01..2022-12-31 mentor=9 department=3", 1, 0, FlagReopening.Counterpart)]
    [InlineData("2022-05-01..2022-12-31 mentor=1 department=3", 1, 93, FlagReopening.DayPassed)]
    public void Meet_DecisionNoLongerStands_SaysWhyUntilSomebodyDecidesAnew(
        string own,
        int rules,
        int daysLater,
        FlagReopening? why
    )
    {
        const string Theirs = " | 2022-01-01.. mentor=2 department=4";
        var flag = Flag.Open(
            1,
            CreateCondition("2022-05-01..2022-12-31 mentor=1 department=3" + Theirs, FlagKind.OverlapAcross),
            1,
            Today
        );
        Assert.Empty(flag.Decide(FlagDecision.Justified, "Aftalt", Today.AddDays(92), null, "Birgit", Today));

        flag.Meet(CreateCondition(own + Theirs, FlagKind.OverlapAcross), rules, Today.AddDays(daysLater));

        Assert.Equal(why, flag.Reopened);
        Assert.Equal(why is null ? FlagState.Decided : FlagState.Open, flag.State);
        Assert.Empty(flag.Decide(FlagDecision.EndsOne, "Aftalt", null, null, "Birgit", Today));
        Assert.Null(flag.Reopened);
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
    [Fact]
    public void Meet_OwnDaysMovedAndBack_TellsNothingOfTheDaysThatAreNotTold()
    {
        const FlagKind kind = FlagKind.OverlapAcross;
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

        static string Own(string last) => $"2022-05-01..{last} mentor=1 department=3";
    }

    /// <summary>
    /// Whoever moves an own first day past today, where one is not told of an overlap, and back again, must not find by
    /// the decision whether the other placement would have gone on until then.
    /// </summary>
    [Fact]
    public void Meet_OwnDaysMovedPastTodayAndBack_IsOpenWhateverTheOthersDaysAre()
    {
        const string Own = "2022-05-01..2022-12-31 mentor=1 department=3";
        const string Later = "2022-08-01..2022-12-31 mentor=1 department=3";
        foreach (var unseen in (string[])["2022-07-31", "2022-08-01", "2023-03-31"])
        {
            var theirs = $" | 2022-05-20..{unseen} mentor=2 department=4";
            var at = CreateCondition(Own + theirs, FlagKind.OverlapAcross);
            var flags = Flag.Keep(1, [], [at], 1, Today).ToList();
            Assert.Empty(
                flags[0]
                    .Decide(
                        FlagDecision.EndsOne,
                        "Aftalt",
                        null,
                        null,
                        "Birgit",
                        Today,
                        [3],
                        DecidedInPart.Of([at.Placements[0]])
                    )
            );

            var first = flags[0];
            foreach (var own in (string[])[Later, Own])
            {
                var overlaps = FlagFinder
                    .Find(CreateFlagPlacements(own + theirs), new FlagRules(), Today)
                    .Where(condition => condition.Kind == FlagKind.OverlapAcross);
                flags.RemoveAll(flag => flag.State == FlagState.Closed);
                flags.AddRange(Flag.Keep(1, flags, overlaps, 1, Today));
            }

            // The one that was told is closed, and one that is open has come.
            Assert.Equal(FlagState.Closed, first.State);
            Assert.Equal(FlagState.Open, flags.Single(flag => flag.State != FlagState.Closed).State);
        }
    }

    /// <summary>A decision of the other side stands or falls with own days whatever the other side's are.</summary>
    [Theory]
    [InlineData("2022-05-01..2023-03-31 mentor=1 department=3", FlagState.Open)]
    [InlineData("2022-04-01..2022-12-31 mentor=1 department=3", FlagState.Open)]
    [InlineData("2022-05-01..2022-07-31 mentor=1 department=3", FlagState.Decided)]
    [InlineData("2022-05-15..2022-12-31 mentor=1 department=3", FlagState.Decided)]
    public void Meet_OwnDaysMovedAfterTheOthersDecision_TellsNothingOfTheirDays(
        string own,
        FlagState expected
    )
    {
        foreach (var unseen in (string[])["2022-05-20..2022-11-30", "2022-04-20..2023-05-31", "2022-05-01.."])
        {
            var theirs = $" | {unseen} mentor=2 department=4";
            var at = CreateCondition(
                "2022-05-01..2022-12-31 mentor=1 department=3" + theirs,
                FlagKind.OverlapAcross
            );
            var flag = Flag.Open(1, at, 1, Today);
            Assert.Empty(
                flag.Decide(
                    FlagDecision.EndsOne,
                    "Aftalt",
                    null,
                    null,
                    "Mona",
                    Today,
                    [4],
                    DecidedInPart.Of(at.Placements)
                )
            );

            flag.Meet(CreateCondition(own + theirs, FlagKind.OverlapAcross), 1, Today);

            Assert.Equal(expected, flag.State);
        }
    }

    /// <summary>
    /// What one department is told of its runs, from the first day to the last, decisions and all, is the same whatever
    /// another one registers, changes and cancels meanwhile (issue 2).
    /// </summary>
    [Fact]
    public void Keep_AnythingThatAnotherDepartmentSaves_ChangesNothingThatIsToldOfOwnRuns() =>
        ForAny.Holds(
            from first in ForAny.Day
            from steps in Gen.ArrayOf(
                from own in ForAny.Spans
                from others in ForAny.Spans
                from days in Gen.Choose(0, 60)
                from keepsOwn in Gen.Elements(true, true, false)
                from decides in Gen.Elements(true, false)
                select (own, others, days, keepsOwn, decides),
                6
            )
            select (first, steps),
            of =>
            {
                var rules = new FlagRules
                {
                    LongRunMonths = 3,
                    ReachesLongDays = 60,
                    EndingSoonDays = 365,
                };
                var (alone, beside) = (new List<Flag>(), new List<Flag>());
                var (today, own) = (of.first, Array.Empty<PlacementSpan>());
                foreach (var step in of.steps)
                {
                    today = today.AddDays(step.days);
                    own = step.keepsOwn
                        ? own
                        :
                        [
                            .. step.own.Select(span =>
                                span with
                                {
                                    Mentor = MentorKey.Of(1, 7),
                                    DepartmentId = 1,
                                }
                            ),
                        ];
                    var others = step.others.Select(span =>
                        span with
                        {
                            PlacementId = span.PlacementId + 100,
                            Mentor = MentorKey.Of(1, span.PlacementId % 3 == 0 ? 8 : 7),
                            DepartmentId = 2 + (span.PlacementId % 2),
                        }
                    );
                    Keep(alone, own);
                    Keep(beside, [.. own, .. others]);
                    Assert.Equal(Told(alone), Told(beside));
                    if (step.decides)
                    {
                        foreach (var flag in ToldOf(alone).Concat(ToldOf(beside)))
                        {
                            flag.Decide(FlagDecision.EndsOne, "Aftalt", null, null, "Birgit", today);
                        }
                    }
                }

                void Keep(List<Flag> flags, IEnumerable<PlacementSpan> spans) =>
                    flags.AddRange(
                        Flag.Keep(
                            1,
                            flags.FindAll(flag => flag.State != FlagState.Closed),
                            FlagFinder.FindToKeep(
                                spans.Select(span => new FlagPlacement(span)),
                                rules,
                                today
                            ),
                            1,
                            today
                        )
                    );
            },
            cases: 1000
        );

    // To somebody who sees what department 1 has and no more; in the order in which they were opened.
    private static IEnumerable<Flag> ToldOf(IEnumerable<Flag> flags) =>
        flags.Where(flag =>
            flag.Kind != FlagKind.OverlapAcross
            && flag.Placements.TrueForAll(link => link.DepartmentId == 1)
            && !flag.PartWithoutIds.Contains(1)
        );

    private static IEnumerable<string> Told(IEnumerable<Flag> flags) =>
        ToldOf(flags)
            .Select(flag =>
                $"{flag.Key} {flag.State} {flag.Since} {flag.Days} {flag.Decision} {flag.DecidedOn} {flag.FoundOn} {flag.ClosedOn} {flag.Rule} {flag.RulesVersion} {string.Join('+', flag.Placements.Select(link => link.PlacementId).Order())}"
            );

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
