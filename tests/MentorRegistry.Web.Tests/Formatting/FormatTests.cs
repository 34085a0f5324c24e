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
}
