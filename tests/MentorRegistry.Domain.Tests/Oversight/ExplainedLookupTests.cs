using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Sharing;

namespace MentorRegistry.Domain.Tests.Oversight;

public sealed class ExplainedLookupTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private static readonly DateTime At = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);
    private static readonly HashSet<long> Own = [1, 2];

    [Theory]
    [InlineData(1, "2026-01-01..", LookupExplanation.Placement)]
    [InlineData(3, "2026-01-01..", LookupExplanation.None)]
    [InlineData(2, "2026-12-20..", LookupExplanation.Placement)]
    [InlineData(2, "2026-12-21..", LookupExplanation.None)]
    [InlineData(2, "2026-01-01..2026-10-21", LookupExplanation.Placement)]
    [InlineData(2, "2026-01-01..2026-10-20", LookupExplanation.None)]
    public void Of_PlacementOfOwnDepartment_ExplainsWhileItIsWorkedOn(
        long department,
        string days,
        LookupExplanation expected
    ) =>
        Assert.Equal(
            expected,
            ExplainedLookup.Of(
                Day,
                At,
                Own,
                [(department, TestData.CreatePeriod(days))],
                [],
                hasPurpose: false
            )
        );

    [Fact]
    public void Of_PurposeGiven_ExplainsWithoutPlacement() =>
        Assert.Equal(LookupExplanation.Purpose, ExplainedLookup.Of(Day, At, Own, [], [], hasPurpose: true));

    [Theory]
    [InlineData(1, "2026-11-20", LookupExplanation.Basis)]
    [InlineData(1, "2026-11-21", LookupExplanation.None)]
    [InlineData(4, "2026-11-20", LookupExplanation.None)]
    public void Of_BasisNamingOwnDepartment_ExplainsWhileInForce(
        long department,
        string first,
        LookupExplanation expected
    )
    {
        var basis = new SharingBasis { RecordedBy = "Mikkel Abildgård", First = TestData.Day(first) };
        basis.Departments.Add(new SharingBasisDepartment { DepartmentId = department });
        basis.Departments.Add(new SharingBasisDepartment { DepartmentId = 3 });

        Assert.Equal(expected, ExplainedLookup.Of(Day, At, Own, [], [basis], hasPurpose: false));
    }

    [Theory]
    [InlineData(0, LookupExplanation.Basis)]
    [InlineData(1, LookupExplanation.None)]
    public void Of_BasisWithAnOldFirstDay_ExplainsFromWhenItWasRecorded(
        int secondsAfter,
        LookupExplanation expected
    )
    {
        var basis = new SharingBasis
        {
            RecordedBy = "Mikkel Abildgård",
            RecordedUtc = At.AddSeconds(secondsAfter),
            First = new DateOnly(1990, 1, 1),
        };
        basis.Departments.Add(new SharingBasisDepartment { DepartmentId = 1 });

        Assert.Equal(expected, ExplainedLookup.Of(Day, At, Own, [], [basis], hasPurpose: false));
    }
}
