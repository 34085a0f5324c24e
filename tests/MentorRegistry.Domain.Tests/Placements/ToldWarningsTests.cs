using FsCheck;
using FsCheck.Fluent;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Tests.Placements;

/// <summary>What the one who grants is told: department 1 is the own one, 2 shows nothing, 3 shows its dates.</summary>
public sealed class ToldWarningsTests
{
    private static readonly DateOnly Today = new(2024, 9, 16);
    private static readonly Insight Own = new(new HashSet<long> { 1 }, [], Today);

    private static readonly Dictionary<long, Department> Departments = new()
    {
        [1] = new Department { Id = 1, Name = "Egen" },
        [2] = new Department { Id = 2, Name = "Psykiatri" },
        [3] = new Department
        {
            Id = 3,
            Name = "Familie",
            ShowsDates = true,
        },
        [4] = new Department
        {
            Id = 4,
            Name = "Skjult",
            HidesName = true,
        },
    };

    /// <summary>
    /// Two citizens who differ in nothing but what is not seen: whatever is typed, what is told of both is the same.
    /// </summary>
    [Fact]
    public void AsTold_UnseenPlacementsThatDiffer_AreToldOfAlike()
    {
        var unseen =
            from department in Gen.Elements(2L, 4L)
            from one in ActiveIn(department)
            from other in ActiveIn(department)
            from ended in EndedIn(department)
            select (one, other: (PlacementSpan[])[other, ended]);
        var cases =
            from seen in ForAny.Spans
            from pair in unseen
            from typed in ForAny.Period
            from provider in Gen.Choose(1, 3)
            from mentor in Gen.Elements<long?>(null, 7, 8, 9)
            select (seen, pair, typed: new PlacementSpan(0, typed, MentorKey.Of(provider, mentor), 1));

        ForAny.Holds(
            cases,
            made =>
            {
                var seen = made.seen.Select(span => span with { DepartmentId = 1 }).ToArray();

                Assert.Equal(
                    Told(made.typed, [.. seen, made.pair.one]),
                    Told(made.typed, [.. made.pair.other, .. seen])
                );
            }
        );
    }

    [Theory]
    [InlineData("2024-01-01..", 2, "Elsewhere Psykiatri")]
    [InlineData("2025-01-01..", 2, "Elsewhere Psykiatri")]
    [InlineData("2024-01-01..2024-09-15", 2, "")]
    [InlineData("2024-01-01..", 4, "Elsewhere ")]
    [InlineData("2024-01-01..", 3, "Overlaps 2024-10-01..2024-12-31")]
    [InlineData("2024-01-01..2024-09-30", 3, "")]
    [InlineData("2020-01-01..2024-09-15", 3, "")]
    public void AsTold_OtherDepartment_SaysWhatItShowsAndNoMore(string days, long department, string expected)
    {
        var typed = TestData.CreateSpan("2024-10-01..2024-12-31", id: 0, departmentId: 1);

        var told = Told(typed, [TestData.CreateSpan(days, id: 5, departmentId: department)]);

        Assert.Equal(
            expected,
            string.Join(
                "; ",
                told.Select(warning =>
                    warning switch
                    {
                        PlacementWarning.Elsewhere elsewhere => $"Elsewhere {elsewhere.Department}",
                        PlacementWarning.Overlaps overlap => $"Overlaps {overlap.Pair.Shared}",
                        _ => warning.GetType().Name,
                    }
                )
            )
        );
    }

    [Fact]
    public void AsTold_RunThroughWhatIsNotSeen_IsNotTold()
    {
        var typed = TestData.CreateSpan("2024-10-01..2024-12-31", id: 0, departmentId: 1);

        Assert.Empty(Told(typed, [TestData.CreateSpan("2020-01-01..2024-09-10", id: 5, departmentId: 2)]));
        Assert.IsType<PlacementWarning.LongRun>(
            Assert.Single(
                Told(typed, [TestData.CreateSpan("2020-01-01..2024-09-10", id: 5, departmentId: 1)])
            )
        );
    }

    /// <summary>One's own days alone say whether the question comes again.</summary>
    [Theory]
    [InlineData("2024-01-01..2024-06-30", "2024-01-01..2024-06-30", false)]
    [InlineData("2024-01-01..2024-06-30", "2024-02-01..2024-05-31", false)]
    [InlineData("2024-01-01..2024-06-30", "2024-01-01..2024-07-01", true)]
    [InlineData("2024-01-01..2024-06-30", "2023-12-31..2024-06-30", true)]
    public void Worse_PlacementElsewhere_IsAskedOfDaysThatWereNotGranted(
        string before,
        string now,
        bool asked
    ) =>
        Assert.Equal(
            asked,
            PlacementCheck
                .Worse(
                    [new PlacementWarning.Elsewhere("Psykiatri", TestData.CreatePeriod(before))],
                    [new PlacementWarning.Elsewhere("Psykiatri", TestData.CreatePeriod(now))]
                )
                .Count > 0
        );

    private static IReadOnlyList<PlacementWarning> Told(PlacementSpan typed, PlacementSpan[] others) =>
        PlacementCheck.AsTold(typed, typed.Period, null, others, Own.Of, Departments);

    private static Gen<PlacementSpan> ActiveIn(long department) =>
        from before in Gen.Choose(0, 1500)
        from after in Gen.Choose(0, 900)
        from open in Gen.Elements(true, false)
        from mentor in Gen.Elements<long?>(null, 7, 8, 9)
        from provider in Gen.Choose(1, 3)
        select new PlacementSpan(
            100 + before,
            new DatePeriod(Today.AddDays(-before), open ? null : Today.AddDays(after)),
            MentorKey.Of(provider, mentor),
            department
        );

    private static Gen<PlacementSpan> EndedIn(long department) =>
        from active in ActiveIn(department)
        select active with
        {
            PlacementId = 99,
            Period = new DatePeriod(active.Period.First.AddDays(-1), Today.AddDays(-1)),
        };
}
