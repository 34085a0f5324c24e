using System.Linq.Expressions;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>Whose month: a named mentor, or what a provider does without naming one.</summary>
public sealed record SheetOf(long ProviderId, long? MentorId, string Provider, string? Mentor);

/// <summary>Why nothing can be written in a week of the sheet.</summary>
public enum ClosedCell
{
    /// <summary>It can.</summary>
    No,

    /// <summary>The department's month is closed.</summary>
    MonthClosed,

    /// <summary>The placement has none of the days.</summary>
    OutsidePlacement,

    /// <summary>The days are still to come.</summary>
    NotYet,
}

/// <summary>A week of a placement on the sheet, or its whole month.</summary>
public sealed record SheetCell(long PlacementId, DatePeriod Days, HoursAmount? Amount, ClosedCell Closed)
{
    /// <summary>What its fields are called.</summary>
    public string Key =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{PlacementId}-{Days.First:yyyyMMdd}-{Days.Last:yyyyMMdd}"
        );
}

/// <summary>A placement on the sheet.</summary>
/// <param name="PlacementId">Which.</param>
/// <param name="CitizenId">Whose.</param>
/// <param name="Name">The citizen's.</param>
/// <param name="IsProtected">Name and address protection.</param>
/// <param name="Department">Whose.</param>
/// <param name="Period">The placement's days.</param>
/// <param name="GrantedMinutes">What is granted for the month.</param>
/// <param name="Sum">What the month has.</param>
/// <param name="CostOre">What that costs; <c>null</c> = a line has no price.</param>
/// <param name="Reason">Why it is more than granted.</param>
/// <param name="IsClosed">Whether the department's month is closed.</param>
/// <param name="Cells">The weeks; one cell where the whole month was told at once.</param>
public sealed record SheetRow(
    long PlacementId,
    long CitizenId,
    string Name,
    bool IsProtected,
    string Department,
    DatePeriod Period,
    int GrantedMinutes,
    HoursAmount Sum,
    long? CostOre,
    string? Reason,
    bool IsClosed,
    IReadOnlyList<SheetCell> Cells
)
{
    public string Reference => CitizenReference.Of(CitizenId);

    public bool IsOver => Math.Max(Sum.DeliveredMinutes, Sum.BillableMinutes) > GrantedMinutes;

    public bool IsWholeMonth => Cells is [{ Days: var days }] && days == MonthWeeks.MonthOf(days.First);
}

/// <summary>Reads the placements of own departments that a mentor has in a month, with their hours.</summary>
public sealed class SheetQuery(RegistryDb db, CurrentUser user, Clock clock)
{
    private static readonly Expression<Func<Placement, Found>> s_found = p => new Found(
        p.Id,
        p.CitizenId,
        p.Citizen!.Name,
        p.Citizen.IsProtected,
        p.Department!.Name
    );

    /// <summary>As many on a page as a form's fields allow.</summary>
    public const int PageSize = 40;

    /// <summary>Whose sheet it is; <c>null</c> = there is no such provider or mentor.</summary>
    public Task<SheetOf?> OfAsync(long providerId, long? mentorId, CancellationToken ct) =>
        mentorId is null
            ? db
                .Providers.Where(provider => provider.Id == providerId)
                .Select(provider => new SheetOf(provider.Id, null, provider.Name, null))
                .SingleOrDefaultAsync(ct)
            : db
                .Mentors.Where(mentor => mentor.Id == mentorId && mentor.ProviderId == providerId)
                .Select(mentor => new SheetOf(providerId, mentor.Id, mentor.Provider!.Name, mentor.Name))
                .SingleOrDefaultAsync(ct);

    /// <summary>The rows of a page, by name, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<SheetRow> Rows, int Count)> RowsAsync(
        SheetOf of,
        ChosenMonth month,
        int page,
        CancellationToken ct
    )
    {
        var placements = Placements(of, month);
        var found = await placements
            .OrderBy(p => EF.Property<byte[]>(p.Citizen!, RegistryMappings.NameSort))
            .ThenBy(p => p.First)
            .ThenBy(p => p.Id)
            .Skip((page - 1) * PageSize)
            .Take(PageSize + 1)
            .Select(s_found)
            .ToListAsync(ct);
        // Counted only where there is more than a page: most mentors have ten.
        var count = page == 1 && found.Count <= PageSize ? found.Count : await placements.CountAsync(ct);
        found = [.. found.Take(PageSize)];
        var context = await HoursContext.LoadAsync(db, [.. found.Select(row => row.Id)], month.Days, ct);
        return ([.. found.Select(row => Row(row, context, month))], count);
    }

    /// <summary>The rows of some placements, whichever sheet they stand on.</summary>
    public async Task<IReadOnlyList<SheetRow>> RowsAsync(
        IReadOnlyCollection<long> placementIds,
        ChosenMonth month,
        CancellationToken ct
    )
    {
        var ids = placementIds.ToArray();
        var own = user.DepartmentIds.ToArray();
        var found = await db
            .Placements.Where(p => ids.Contains(p.Id) && own.Contains(p.DepartmentId))
            .Select(s_found)
            .ToListAsync(ct);
        var context = await HoursContext.LoadAsync(db, [.. found.Select(row => row.Id)], month.Days, ct);
        return [.. found.Select(row => Row(row, context, month))];
    }

    /// <summary>The sheet's placements: those with a day of the month, and those that have hours in it.</summary>
    public IQueryable<Placement> Placements(SheetOf of, ChosenMonth month)
    {
        var own = user.DepartmentIds.ToArray();
        var (first, last) = (month.First, month.Days.LastOrForever);
        var mine = of.MentorId is { } mentorId
            ? db.Placements.Where(p => p.MentorId == mentorId)
            : db.Placements.Where(p => p.ProviderId == of.ProviderId && p.MentorId == null);
        return mine.Where(p =>
            own.Contains(p.DepartmentId)
            && (
                (!p.IsCancelled && p.First <= last && (p.Last == null || p.Last >= first))
                || db.HoursLines.Any(line =>
                    line.PlacementId == p.Id && line.First >= first && line.First <= last
                )
            )
        );
    }

    private SheetRow Row(Found found, HoursContext context, ChosenMonth month)
    {
        var placement = context.Placement(found.Id)!;
        var judged = context.Month(placement, month.First);
        var lines = judged.Lines;
        var isWholeMonth = lines.Any(line => line.Days == month.Days);
        var days = isWholeMonth ? [month.Days] : MonthWeeks.Of(month.First);
        return new SheetRow(
            found.Id,
            found.CitizenId,
            found.Name,
            found.IsProtected,
            found.Department,
            placement.Period,
            judged.GrantedMinutes,
            HoursAmount.Sum(lines.Select(line => line.Amount)),
            lines.Any(line => line.CostOre is null) ? null : lines.Sum(line => line.CostOre!.Value),
            string.Join(' ', lines.Select(line => line.Reason).OfType<string>().Distinct())
                is { Length: > 0 } why
                ? why
                : null,
            judged.IsClosed,
            [
                .. days.Select(week =>
                {
                    var amount = context.Line(found.Id, week)?.Amount;
                    return new SheetCell(found.Id, week, amount, ClosedOf(week, amount, judged));
                }),
            ]
        );
    }

    // What should not be there can always be taken away, except where the month is closed.
    private ClosedCell ClosedOf(DatePeriod week, HoursAmount? amount, PlacementMonth month) =>
        month.IsClosed ? ClosedCell.MonthClosed
        : amount is not null ? ClosedCell.No
        : month.IsCancelled || !month.Period.Overlaps(week) ? ClosedCell.OutsidePlacement
        : clock.Today < week.First ? ClosedCell.NotYet
        : ClosedCell.No;

    private sealed record Found(long Id, long CitizenId, string Name, bool IsProtected, string Department);
}
