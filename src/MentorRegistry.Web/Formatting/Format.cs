using System.Globalization;
using MentorRegistry.Web.Localization;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Formatting;

/// <summary>How days, durations, hours and amounts are written, in the language of the page.</summary>
public static class Format
{
    /// <summary>In tables and fields: 31.05.2022, in English 31/05/2022.</summary>
    public static string Date(DateOnly day, CultureInfo? culture = null) =>
        day.ToString(
            Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture)
                ? "dd'/'MM'/'yyyy"
                : "dd'.'MM'.'yyyy",
            CultureInfo.InvariantCulture
        );

    /// <summary>Nothing for no day.</summary>
    public static string Date(DateOnly? day, CultureInfo? culture = null) =>
        day is { } d ? Date(d, culture) : "";

    /// <summary>In sentences: 31. maj 2022, in English 31 May 2022.</summary>
    public static string LongDate(DateOnly day, CultureInfo? culture = null) =>
        Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture)
            ? day.ToString("d MMMM yyyy", Languages.English)
            : day.ToString("d'. 'MMMM yyyy", Languages.Danish);

    /// <summary>The time of day on a wall's clock: 00.50, in English 00:50.</summary>
    public static string Time(DateTime local, CultureInfo? culture = null) =>
        local.ToString(
            Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture) ? "HH':'mm" : "HH'.'mm",
            CultureInfo.InvariantCulture
        );

    /// <summary>In pictures: maj 2022, in English May 2022.</summary>
    public static string ShortMonth(DateOnly day, CultureInfo? culture = null) =>
        day.ToString(
            "MMM yyyy",
            Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture)
                ? Languages.English
                : Languages.Danish
        );

    /// <summary>In headings: november 2026, in English November 2026.</summary>
    public static string LongMonth(DateOnly day, CultureInfo? culture = null) =>
        $"{MonthName(day.Month, culture)} {day.Year.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>In tables of one year: maj, in English May. 1 is January.</summary>
    public static string MonthName(int month, CultureInfo? culture = null) =>
        (
            Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture)
                ? Languages.English
                : Languages.Danish
        ).DateTimeFormat.GetMonthName(month);

    /// <summary>
    /// How long from the first to the last day, both included, in whole calendar months: "2 år 3 mdr.". Below one
    /// month in days.
    /// </summary>
    public static string Duration(DateOnly first, DateOnly last, IStringLocalizer<FormatText> texts)
    {
        var end = last.AddDays(1);
        var months = ((end.Year - first.Year) * 12) + end.Month - first.Month;
        // From the first day each time, so that 31 January does not become the 28th for good.
        while (months > 0 && first.AddMonths(months) > end)
        {
            months--;
        }

        return months < 1 ? Days(Math.Max(0, end.DayNumber - first.DayNumber), texts) : Months(months, texts);
    }

    /// <summary>27 months: "2 år 3 mdr.".</summary>
    public static string Months(int months, IStringLocalizer<FormatText> texts)
    {
        var (years, rest) = Math.DivRem(months, 12);
        string yearText = years == 1 ? texts["Year", years] : texts["Years", years];
        string monthText = rest == 1 ? texts["Month", rest] : texts["Months", rest];
        return (years, rest) switch
        {
            (0, _) => monthText,
            (_, 0) => yearText,
            _ => $"{yearText} {monthText}",
        };
    }

    /// <summary>"1 dag", "46 dage".</summary>
    public static string Days(int days, IStringLocalizer<FormatText> texts) =>
        days == 1 ? texts["Day", days] : texts["Days", Number(days)];

    /// <summary>"4,25 t/uge" of 255 minutes.</summary>
    public static string HoursPerWeek(int minutes, IStringLocalizer<FormatText> texts) =>
        texts["HoursPerWeek", Hours(minutes)];

    /// <summary>Hours with at most two decimals, as they are typed: "4,25" of 255 minutes.</summary>
    public static string Hours(int minutes, CultureInfo? culture = null) =>
        (minutes / 60m).ToString("0.##", culture ?? CultureInfo.CurrentUICulture);

    /// <summary>Hours of many people or a long time, with at most two decimals and thousands: "3.361", "288,75".</summary>
    public static string TotalHours(long minutes, CultureInfo? culture = null) =>
        (minutes / 60m).ToString("#,0.##", culture ?? CultureInfo.CurrentUICulture);

    /// <summary>To whole hours, half away from zero, beside amounts in whole kroner: "3.361".</summary>
    public static string WholeHours(long minutes, CultureInfo? culture = null) =>
        Math.Round(minutes / 60m, MidpointRounding.AwayFromZero)
            .ToString("N0", culture ?? CultureInfo.CurrentUICulture);

    /// <summary>An amount of øre: "1.290,20 kr.", in English "DKK 1,290.20". Below zero with a minus before it.</summary>
    public static string Kroner(long ore, CultureInfo? culture = null) =>
        WithCurrency(ore / 100m, "N2", culture);

    /// <summary>To whole kroner, half away from zero, where øre would only be in the way: "2.400 kr.".</summary>
    public static string WholeKroner(long ore, CultureInfo? culture = null) =>
        WithCurrency(Math.Round(ore / 100m, MidpointRounding.AwayFromZero), "N0", culture);

    /// <summary>The same without the currency, where a heading says it: "2.400".</summary>
    public static string WholeAmount(long ore, CultureInfo? culture = null) =>
        Math.Round(ore / 100m, MidpointRounding.AwayFromZero)
            .ToString("N0", culture ?? CultureInfo.CurrentUICulture);

    /// <summary>The difference that something makes: "+1.140 kr.", "−300 kr.", "±0 kr.".</summary>
    public static string KronerMore(long ore, CultureInfo? culture = null)
    {
        var more = WholeKroner(Math.Abs(ore), culture);
        return ore switch
        {
            > 0 => "+" + more,
            < 0 => Minus + more,
            _ => "±" + more,
        };
    }

    /// <summary>"62 %", in English "62%".</summary>
    public static string Percent(int percent, CultureInfo? culture = null) =>
        Languages.IsEnglish(culture ?? CultureInfo.CurrentUICulture)
            ? string.Create(CultureInfo.InvariantCulture, $"{percent}%")
            : string.Create(CultureInfo.InvariantCulture, $"{percent}\u00a0%");

    /// <summary>"+3,2 %", "−10 %": with at most one decimal.</summary>
    public static string PercentMore(decimal percent, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentUICulture;
        var rounded = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        var sign =
            rounded > 0 ? "+"
            : rounded < 0 ? Minus
            : "±";
        var space = Languages.IsEnglish(culture) ? "" : "\u00a0";
        return $"{sign}{Math.Abs(rounded).ToString("0.#", culture)}{space}%";
    }

    /// <summary>An amount of øre as it is typed, without the currency: "1.290,20".</summary>
    public static string Amount(long ore, CultureInfo? culture = null) =>
        (ore / 100m).ToString("N2", culture ?? CultureInfo.CurrentUICulture);

    private const string Minus = "\u2212";

    private static string WithCurrency(decimal kroner, string format, CultureInfo? culture)
    {
        culture ??= CultureInfo.CurrentUICulture;
        var number = (kroner < 0 ? Minus : "") + Math.Abs(kroner).ToString(format, culture);
        // Not parted at a line's end.
        return Languages.IsEnglish(culture) ? $"DKK\u00a0{number}" : $"{number}\u00a0kr.";
    }

    /// <summary>A whole number with the language's thousands separator.</summary>
    public static string Number(int number, CultureInfo? culture = null) =>
        number.ToString("N0", culture ?? CultureInfo.CurrentUICulture);
}
