using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>A mentor of own departments in a month.</summary>
/// <param name="ProviderId">Of which provider.</param>
/// <param name="Provider">Its name.</param>
/// <param name="MentorId">Who; <c>null</c> = nobody is named.</param>
/// <param name="Mentor">The name.</param>
/// <param name="Placements">Placements with a day of the month.</param>
/// <param name="WithHours">Those of them that have hours.</param>
/// <param name="Sum">The hours.</param>
public sealed record MentorMonth(
    long ProviderId,
    string Provider,
    long? MentorId,
    string? Mentor,
    int Placements,
    int WithHours,
    HoursAmount Sum
);

/// <summary>Whose hours of a month are told and whose are missing, and which departments have closed it.</summary>
[TextsFrom(typeof(HoursText))]
public sealed class IndexModel(RegistryDb db, MonthStates states, CurrentUser user, Clock clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    /// <summary>A word of the mentor's or the provider's name.</summary>
    [BindProperty(SupportsGet = true, Name = "q"), Display(Name = "Find"), StringLength(100)]
    public string? Search { get; set; }

    public ChosenMonth Month { get; private set; } = null!;

    public IReadOnlyList<MentorMonth> Rows { get; private set; } = [];

    public IReadOnlyList<MonthState> Departments { get; private set; } = [];

    public bool MayClose => user.IsIn(Roles.DepartmentHead);

    public bool HasDepartment => user.DepartmentIds.Count > 0;

    public bool HasBegun => Month.First <= clock.Today;

    public bool IsOver => Month.Days.LastOrForever < clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (ChosenMonth.Of(MonthText, clock.Today) is not { } chosen)
        {
            return NotFound();
        }

        Month = chosen;
        if (!ModelState.IsValid || !HasDepartment)
        {
            return Page();
        }

        Departments = await states.OfAsync(user.DepartmentIds, Month, ct);
        var wanted = DanishText.SearchKey(Search ?? "");
        Rows =
        [
            .. (await RowsAsync(ct))
                .Where(row =>
                    DanishText
                        .SearchKey($"{row.Mentor} {row.Provider}")
                        .Contains(wanted, StringComparison.Ordinal)
                )
                .OrderBy(row => row.WithHours == row.Placements)
                .ThenBy(row => row.Provider, Languages.NameOrder)
                .ThenBy(row => row.Mentor ?? "", Languages.NameOrder),
        ];
        return Page();
    }

    private async Task<List<MentorMonth>> RowsAsync(CancellationToken ct)
    {
        var own = user.DepartmentIds.ToArray();
        var (first, last) = (Month.First, Month.Days.LastOrForever);
        var placements = await db
            .Placements.WithDaysIn(Month.Days)
            .Where(p => own.Contains(p.DepartmentId))
            .GroupBy(p => new { p.ProviderId, p.MentorId })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var hours = await db
            .HoursLines.Where(line =>
                own.Contains(line.DepartmentId) && line.First >= first && line.First <= last
            )
            .Join(
                db.Placements,
                line => line.PlacementId,
                p => p.Id,
                (line, p) =>
                    new
                    {
                        Line = line,
                        p.ProviderId,
                        p.MentorId,
                    }
            )
            .GroupBy(row => new { row.ProviderId, row.MentorId })
            .Select(group => new
            {
                group.Key,
                Placements = group.Select(row => row.Line.PlacementId).Distinct().Count(),
                Delivered = group.Sum(row => row.Line.DeliveredMinutes),
                Billable = group.Sum(row => row.Line.BillableMinutes),
                NoShows = group.Sum(row => row.Line.NoShows),
            })
            .ToDictionaryAsync(group => group.Key, ct);
        var providers = await db.Providers.ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var mentorIds = placements
            .Keys.Concat(hours.Keys)
            .Select(key => key.MentorId)
            .OfType<long>()
            .Distinct()
            .ToArray();
        var mentors = await db
            .Mentors.Where(mentor => mentorIds.Contains(mentor.Id))
            .ToDictionaryAsync(mentor => mentor.Id, mentor => mentor.Name, ct);
        return
        [
            .. placements
                .Keys.Union(hours.Keys)
                .Select(key =>
                {
                    var told = hours.GetValueOrDefault(key);
                    return new MentorMonth(
                        key.ProviderId,
                        providers[key.ProviderId],
                        key.MentorId,
                        key.MentorId is { } id ? mentors[id] : null,
                        Math.Max(placements.GetValueOrDefault(key), told?.Placements ?? 0),
                        told?.Placements ?? 0,
                        told is null ? default : new HoursAmount(told.Delivered, told.Billable, told.NoShows)
                    );
                }),
        ];
    }
}
