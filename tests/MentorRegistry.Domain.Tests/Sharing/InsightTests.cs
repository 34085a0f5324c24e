using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Tests.Sharing;

public sealed class InsightTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private const long Employment = 1;
    private const long Disability = 2;
    private const long Psychiatry = 3;

    [Theory]
    [InlineData(PlacementState.Active, Visibility.Existence)]
    [InlineData(PlacementState.Planned, Visibility.Existence)]
    [InlineData(PlacementState.Ended, Visibility.Nothing)]
    [InlineData(PlacementState.Cancelled, Visibility.Nothing)]
    public void Of_OtherDepartmentWithoutBasis_ShowsAtMostThatItExists(
        PlacementState state,
        Visibility expected
    )
    {
        var insight = CreateInsight([Employment]);

        Assert.Equal(expected, insight.Of(Psychiatry, state));
        Assert.Equal(Visibility.Everything, insight.Of(Employment, state));
    }

    [Theory]
    [InlineData(PlacementState.Active)]
    [InlineData(PlacementState.Planned)]
    [InlineData(PlacementState.Ended)]
    [InlineData(PlacementState.Cancelled)]
    public void Of_BasisNamesBothDepartments_ShowsEverything(PlacementState state)
    {
        var insight = CreateInsight([Employment], CreateBasis([Employment, Psychiatry]));

        Assert.Equal(Visibility.Everything, insight.Of(Psychiatry, state));
    }

    [Fact]
    public void Of_BasisBetweenTwoOthers_OpensNothing() =>
        Assert.Equal(
            Visibility.Existence,
            CreateInsight([Employment], CreateBasis([Disability, Psychiatry]))
                .Of(Psychiatry, PlacementState.Active)
        );

    [Fact]
    public void Of_BasisOpensADepartmentThatSharesWithAThird_DoesNotReachTheThird()
    {
        var insight = CreateInsight(
            [Employment],
            CreateBasis([Employment, Disability]),
            CreateBasis([Disability, Psychiatry])
        );

        Assert.True(insight.SeesAllOf(Disability));
        Assert.False(insight.SeesAllOf(Psychiatry));
    }

    [Fact]
    public void Of_NoDepartment_SeesNothingWhole() =>
        Assert.Equal(
            Visibility.Existence,
            CreateInsight([], CreateBasis([Employment, Psychiatry])).Of(Employment, PlacementState.Active)
        );

    [Theory]
    [InlineData("2026-11-20", null, null, true)]
    [InlineData("2026-11-21", null, null, false)]
    [InlineData("2026-01-01", "2026-11-20", null, true)]
    [InlineData("2026-01-01", "2026-11-19", null, false)]
    [InlineData("2026-01-01", null, "2026-11-21", true)]
    [InlineData("2026-01-01", null, "2026-11-20", false)]
    [InlineData("2026-01-01", null, "2026-01-01", false)]
    public void IsInForceOn_IsFromFirstToLastDay_AndEndsWithTheDayOfWithdrawal(
        string first,
        string? last,
        string? withdrawn,
        bool expected
    )
    {
        var basis = CreateBasis([Employment, Psychiatry], first, last, withdrawn);

        Assert.Equal(expected, basis.IsInForceOn(Today));
        Assert.Equal(expected, CreateInsight([Employment], basis).SeesAllOf(Psychiatry));
    }

    [Fact]
    public void Withdraw_Again_KeepsTheFirstWithdrawal()
    {
        var basis = CreateBasis([Employment, Psychiatry], withdrawn: "2026-05-01");

        basis.Withdraw(Today, "Birgit Østergaard");

        Assert.Equal((new DateOnly(2026, 5, 1), "Mikkel Abildgård"), (basis.WithdrawnOn, basis.WithdrawnBy));
    }

    /// <summary>Against the rule said backwards: a department is open if it is own, or one basis names it and an own one.</summary>
    [Fact]
    public void SeesAllOf_AgreesWithBruteForce()
    {
        var departments = Gen.Choose(1, 5).Select(id => (long)id);
        var sets = departments.ListOf().Select(ids => ids.Take(3).Distinct().ToArray());
        var bases = sets.SelectMany(ids =>
                Gen.Choose(-3, 3)
                    .SelectMany(from =>
                        Gen.Choose(-3, 3)
                            .Select(length =>
                                CreateBasis(
                                    ids,
                                    Day(Today.AddDays(from)),
                                    length < 0 ? null : Day(Today.AddDays(from + length)),
                                    length == -1 ? Day(Today.AddDays(from + 1)) : null
                                )
                            )
                    )
            )
            .ListOf()
            .Select(list => list.Take(4).ToArray());
        Prop.ForAll(
                sets.ToArbitrary(),
                bases.ToArbitrary(),
                (own, recorded) =>
                {
                    var insight = CreateInsight(own, recorded);
                    return Enumerable
                        .Range(1, 5)
                        .All(department =>
                            insight.SeesAllOf(department)
                            == (
                                own.Contains(department)
                                || recorded.Any(basis =>
                                    basis.DepartmentIds.Contains(department)
                                    && basis.DepartmentIds.Intersect(own).Any()
                                    && basis.First <= Today
                                    && (basis.Last ?? Today) >= Today
                                    && (basis.WithdrawnOn ?? Today.AddDays(1)) > Today
                                )
                            )
                        );
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static Insight CreateInsight(long[] own, params SharingBasis[] bases) =>
        new(own.ToHashSet(), bases, Today);

    private static SharingBasis CreateBasis(
        long[] departments,
        string first = "2026-01-01",
        string? last = null,
        string? withdrawn = null
    )
    {
        var basis = new SharingBasis
        {
            First = TestData.Day(first),
            Last = last is null ? null : TestData.Day(last),
            RecordedBy = "Mikkel Abildgård",
        };
        basis.Departments.AddRange(
            departments.Select(id => new SharingBasisDepartment { DepartmentId = id })
        );
        if (withdrawn is not null)
        {
            basis.Withdraw(TestData.Day(withdrawn), "Mikkel Abildgård");
        }

        return basis;
    }

    [Theory]
    [InlineData("2026-11-20..", Visibility.Existence)]
    [InlineData("2026-11-21..", Visibility.Existence)]
    [InlineData("2026-01-01..2026-11-20", Visibility.Existence)]
    [InlineData("2026-01-01..2026-11-19", Visibility.Nothing)]
    public void Of_SpanOfAnotherDepartment_IsNothingFromTheDayAfterItsLast(
        string days,
        Visibility expected
    ) => Assert.Equal(expected, CreateInsight([1]).Of(TestData.CreateSpan(days, departmentId: 2)));

    [Theory]
    [InlineData(true, "2026-11-20", null)]
    [InlineData(true, "2026-11-21", BasisRefusal.ConsentToCome)]
    [InlineData(false, "2026-11-21", null)]
    [InlineData(true, "2025-11-20", null)]
    [InlineData(true, "2025-11-19", BasisRefusal.BeginsTooEarly)]
    [InlineData(false, "1990-01-01", BasisRefusal.BeginsTooEarly)]
    public void RefusalOf_FirstDay_IsOfTheLastYearAndOfAConsentNotAhead(
        bool isConsent,
        string first,
        BasisRefusal? expected
    ) => Assert.Equal(expected, SharingBasis.RefusalOf(isConsent, TestData.Day(first), Today));
}
