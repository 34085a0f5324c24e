using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>The month that a page is about, as it stands in the address: 2026-11.</summary>
public sealed record ChosenMonth(DateOnly First)
{
    /// <summary>Hours of the month before are what most people come for in a month's first days.</summary>
    private const int DaysOfTheMonthBefore = 7;

    /// <summary>What the address says; where it says nothing, the one whose hours are due; <c>null</c> where it is no month.</summary>
    public static ChosenMonth? Of(string? address, DateOnly today) =>
        string.IsNullOrEmpty(address)
            ? new ChosenMonth(MonthWeeks.MonthOf(today.AddDays(-DaysOfTheMonthBefore)).First)
        : WrittenMonth.TryParse(address, out var month) && month.Year is > 2000 and < 2100
            ? new ChosenMonth(month)
        : null;

    public DatePeriod Days => MonthWeeks.MonthOf(First);

    public string Address => WrittenMonth.Of(First);

    public ChosenMonth Before => new(First.AddMonths(-1));

    public ChosenMonth After => new(First.AddMonths(1));

    /// <summary>november 2026, in English November 2026.</summary>
    public string Name => Format.LongMonth(First);
}
