using System.Numerics;
using FsCheck.Fluent;
using MentorRegistry.Domain.Money;
using Xunit;
using static MentorRegistry.Domain.Tests.TestData;

namespace MentorRegistry.Domain.Tests.Money;

public sealed class InternalUnitCostTests
{
    /// <summary>The committee's paper: the corps' year 2021.</summary>
    [Fact]
    public void Of_TheYear2021_IsWhatTheCommitteesPaperSays()
    {
        var cost = InternalUnitCost.Of(CreateAccount());

        Assert.Equal(6118, cost.DirectMinutesExpected / 60);
        Assert.Equal(708_79, cost.OrePerHourExpected);
        Assert.Equal(1290_20, cost.OrePerHour);
        Assert.Equal(2_016_600_00, cost.SameHoursBoughtOre);
        Assert.Equal(2_319_769_00, cost.ExcessOre);
        Assert.Equal(55, cost.SharePercent);
    }

    /// <summary>And the first four months of 2022, of which it has the hours alone.</summary>
    [Fact]
    public void Of_FirstFourMonthsOf2022_ReachedThisShareOfTheExpectedTime()
    {
        var cost = InternalUnitCost.Of(
            CreateAccount("2022-01-01..2022-04-30", weeks: 17, directHours: 83 * 17, kroner: null)
        );

        Assert.Equal(83 * 60, cost.DirectMinutesPerWeek);
        Assert.Equal(62, cost.SharePercent);
        Assert.Null(cost.OrePerHour);
        Assert.Null(cost.ExcessOre);
    }

    [Fact]
    public void Of_NothingDelivered_KnowsNoPriceOfAnHour()
    {
        var cost = InternalUnitCost.Of(CreateAccount(weeks: 0, directHours: 0));

        Assert.Null(cost.OrePerHour);
        Assert.Null(cost.OrePerHourExpected);
        Assert.Null(cost.DirectMinutesPerWeek);
        Assert.Null(cost.SharePercent);
        Assert.Equal(0, cost.SameHoursBoughtOre);
    }

    [Fact]
    public void Of_AnyAccount_IsNoMoreThanHalfAnOereFromTheExactPrice() =>
        ForAny.Holds(
            from kroner in Gen.Choose(0, 100_000_000)
            from minutes in Gen.Choose(1, 2_000_000)
            select (kroner, minutes),
            of =>
            {
                var account = CreateAccount();
                (account.ExpenditureOre, account.DirectMinutes) = (of.kroner * 100L, of.minutes);

                var off =
                    ((BigInteger)InternalUnitCost.Of(account).OrePerHour! * of.minutes)
                    - ((BigInteger)of.kroner * 100 * 60);

                Assert.True(BigInteger.Abs(off) * 2 <= of.minutes, $"{off}");
            }
        );

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    public void Of_BelowZero_IsRefused(int weeks, int directHours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            InternalUnitCost.Of(CreateAccount(weeks: weeks, directHours: directHours))
        );

    private static CorpsAccount CreateAccount(
        string days = "2021-01-01..2021-12-31",
        int weeks = 46,
        int directHours = 3361,
        long? kroner = 4_336_369
    ) =>
        new()
        {
            First = CreatePeriod(days).First,
            Last = CreatePeriod(days).LastOrForever,
            Mentors = 8,
            MinutesPerWeek = 17_325,
            DirectMinutesPerWeekExpected = 133 * 60,
            Weeks = weeks,
            DirectMinutes = directHours * 60,
            ExpenditureOre = kroner * 100,
            ComparisonOrePerHour = 600_00,
        };
}
