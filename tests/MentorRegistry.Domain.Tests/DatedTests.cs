using MentorRegistry.Domain.Placements;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests;

public class DatedTests
{
    [Theory]
    [InlineData(null, null, "2026-12-31", true, Label = "always")]
    [InlineData("2027-01-01", null, "2026-12-31", false, Label = "the day before the first")]
    [InlineData("2027-01-01", null, "2027-01-01", true, Label = "the first day")]
    [InlineData(null, "2026-12-31", "2026-12-31", true, Label = "the last day")]
    [InlineData(null, "2026-12-31", "2027-01-01", false, Label = "the day after the last")]
    [InlineData("2026-12-31", "2026-12-31", "2026-12-31", true, Label = "one day")]
    public void IsValidOn_Day_CountsBothEnds(string? from, string? to, string day, bool valid)
    {
        var basis = new LegalBasis
        {
            Name = "LAB § 167",
            ValidFrom = from is null ? null : Day(from),
            ValidTo = to is null ? null : Day(to),
        };

        Assert.Equal(valid, basis.IsValidOn(Day(day)));
    }
}
