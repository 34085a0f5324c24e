using MentorRegistry.Domain.Hours;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Hours;

public sealed class HoursLineTests
{
    [Fact]
    public void Set_ALaterRate_ChangesNothingThatIsMade()
    {
        var line = new HoursLine(CreatePeriod("2026-11-02..2026-11-08"));
        line.Set(new HoursAmount(60, 90, 1), 434_50);
        Assert.Equal((434_50L, 651_75L), (line.OrePerHour, line.CostOre));

        line.Set(new HoursAmount(60, 120, 0), 999_00);

        Assert.Equal((434_50L, 869_00L), (line.OrePerHour, line.CostOre));
    }

    [Fact]
    public void Set_ThereWasNoRate_TakesTheOneThatHasCome()
    {
        var line = new HoursLine(CreatePeriod("2026-11-02..2026-11-08"));
        line.Set(new HoursAmount(60, 60, 0), orePerHour: null);
        Assert.Null(line.CostOre);

        line.Set(new HoursAmount(60, 60, 0), 600_00);

        Assert.Equal(600_00, line.CostOre);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, 0, -1)]
    public void Set_BelowZero_IsRefused(int delivered, int billable, int noShows) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new HoursLine(CreatePeriod("2026-11-02..2026-11-08")).Set(
                new HoursAmount(delivered, billable, noShows),
                600_00
            )
        );

    [Theory]
    [InlineData("2026-11-30..2026-12-06")]
    [InlineData("2026-11-30..")]
    public void New_DaysOfTwoMonths_AreRefused(string days) =>
        Assert.Throws<ArgumentException>(() => new HoursLine(CreatePeriod(days)));
}
