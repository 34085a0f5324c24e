using System.Globalization;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Tests.Localization;
using MentorRegistry.Web.Tests.Pages.Shared;

namespace MentorRegistry.Web.Tests.Formatting;

public sealed class FormatTests : IAsyncLifetime
{
    private ShellHost host = null!;

    public async ValueTask InitializeAsync() => host = await ShellHost.StartAsync();

    public async ValueTask DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public void Dates_InBothLanguages()
    {
        var day = new DateOnly(2022, 5, 3);

        Assert.Equal("03.05.2022", Format.Date(day, Languages.Danish));
        Assert.Equal("03/05/2022", Format.Date(day, Languages.English));
        Assert.Equal("3. maj 2022", Format.LongDate(day, Languages.Danish));
        Assert.Equal("3 May 2022", Format.LongDate(day, Languages.English));
        Assert.Equal("", Format.Date((DateOnly?)null));
    }

    [Theory]
    [InlineData(1290_20, "1.290,20 kr.", "DKK 1,290.20")]
    [InlineData(0, "0,00 kr.", "DKK 0.00")]
    [InlineData(5, "0,05 kr.", "DKK 0.05")]
    [InlineData(-1140_50, "\u22121.140,50 kr.", "DKK \u22121,140.50")]
    [InlineData(7_388_000_00, "7.388.000,00 kr.", "DKK 7,388,000.00")]
    public void Kroner_InBothLanguages(long ore, string danish, string english)
    {
        // The number and its currency stay on one line.
        Assert.Equal(
            danish.Replace(" kr.", "\u00a0kr.", StringComparison.Ordinal),
            Format.Kroner(ore, Languages.Danish)
        );
        Assert.Equal(
            english.Replace("DKK ", "DKK\u00a0", StringComparison.Ordinal),
            Format.Kroner(ore, Languages.English)
        );
    }

    [Theory]
    [InlineData(1140_49, "+1.140 kr.")]
    [InlineData(1140_50, "+1.141 kr.")]
    [InlineData(-1140_50, "\u22121.141 kr.")]
    [InlineData(0, "±0 kr.")]
    public void KronerMore_SaysTheSignAndRoundsHalfAwayFromZero(long ore, string expected) =>
        Assert.Equal(expected, Format.KronerMore(ore, Languages.Danish).Replace('\u00a0', ' '));

    [Theory]
    [InlineData("3.249", "+3,2 %", "+3.2%")]
    [InlineData("3.25", "+3,3 %", "+3.3%")]
    [InlineData("-10", "\u221210 %", "\u221210%")]
    [InlineData("0.04", "±0 %", "±0%")]
    public void PercentMore_InBothLanguages(string percent, string danish, string english)
    {
        var value = decimal.Parse(percent, CultureInfo.InvariantCulture);
        Assert.Equal(danish, Format.PercentMore(value, Languages.Danish).Replace('\u00a0', ' '));
        Assert.Equal(english, Format.PercentMore(value, Languages.English));
    }

    [Theory]
    [InlineData(17_325, "288,75", "288.75")]
    [InlineData(201_660, "3.361", "3,361")]
    [InlineData(0, "0", "0")]
    public void TotalHours_InBothLanguages(int minutes, string danish, string english)
    {
        Assert.Equal(danish, Format.TotalHours(minutes, Languages.Danish));
        Assert.Equal(english, Format.TotalHours(minutes, Languages.English));
    }

    [Theory]
    [InlineData(0, 50, "00.50", "00:50")]
    [InlineData(13, 5, "13.05", "13:05")]
    public void Time_InBothLanguages(int hour, int minute, string danish, string english)
    {
        var local = new DateTime(2022, 5, 3, hour, minute, 59);

        Assert.Equal(danish, Format.Time(local, Languages.Danish));
        Assert.Equal(english, Format.Time(local, Languages.English));
    }

    [Theory]
    [InlineData("2022-06-01", "2022-06-01", "1 dag", "1 day")]
    [InlineData("2022-06-01", "2022-06-29", "29 dage", "29 days")]
    [InlineData("2022-06-01", "2022-06-30", "1 md.", "1 mth")]
    [InlineData("2022-06-01", "2022-07-31", "2 mdr.", "2 mths")]
    [InlineData("2022-06-01", "2023-05-31", "1 år", "1 yr")]
    [InlineData("2022-06-01", "2024-08-31", "2 år 3 mdr.", "2 yrs 3 mths")]
    [InlineData("2022-06-01", "2024-08-30", "2 år 2 mdr.", "2 yrs 2 mths")]
    [InlineData("2022-01-31", "2022-02-27", "1 md.", "1 mth")]
    [InlineData("2024-02-29", "2025-02-27", "1 år", "1 yr")]
    [InlineData("2022-06-02", "2022-06-01", "0 dage", "0 days")]
    public void Duration_BothDaysIncluded_IsInWholeCalendarMonths(
        string first,
        string last,
        string da,
        string en
    )
    {
        string In(CultureInfo culture) =>
            LanguageTests.In(
                culture,
                () =>
                    Format.Duration(
                        DateOnly.Parse(first, CultureInfo.InvariantCulture),
                        DateOnly.Parse(last, CultureInfo.InvariantCulture),
                        host.Texts<FormatText>()
                    )
            );

        Assert.Equal(da, In(Languages.Danish));
        Assert.Equal(en, In(Languages.English));
    }

    [Fact]
    public void HoursAndDays_InBothLanguages()
    {
        var texts = host.Texts<FormatText>();

        Assert.Equal("4,25 t/uge", LanguageTests.In(Languages.Danish, () => Format.HoursPerWeek(255, texts)));
        Assert.Equal(
            "4.25 h/week",
            LanguageTests.In(Languages.English, () => Format.HoursPerWeek(255, texts))
        );
        Assert.Equal("1.250 dage", LanguageTests.In(Languages.Danish, () => Format.Days(1250, texts)));
        Assert.Equal("1,250 days", LanguageTests.In(Languages.English, () => Format.Days(1250, texts)));
    }

    [Fact]
    public void MonthName_InBothLanguages()
    {
        Assert.Equal("maj", Format.MonthName(5, Languages.Danish));
        Assert.Equal("May", Format.MonthName(5, Languages.English));
    }

    [Theory]
    [InlineData(3_361 * 60, "3.361", "3,361")]
    [InlineData(89, "1", "1")]
    [InlineData(90, "2", "2")]
    [InlineData(0, "0", "0")]
    public void WholeHours_HalfAnHourGoesUp(long minutes, string da, string en)
    {
        Assert.Equal(da, Format.WholeHours(minutes, Languages.Danish));
        Assert.Equal(en, Format.WholeHours(minutes, Languages.English));
    }

    [Theory]
    [InlineData(294_806_50, "294.807", "294,807")]
    [InlineData(-50, "-1", "-1")]
    public void WholeAmount_HalfAKroneGoesAwayFromZero(long ore, string da, string en)
    {
        Assert.Equal(da, Format.WholeAmount(ore, Languages.Danish));
        Assert.Equal(en, Format.WholeAmount(ore, Languages.English));
    }
}
