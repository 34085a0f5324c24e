using System.Globalization;
using System.Text.Json;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>An invoice in the list.</summary>
/// <param name="Id">Its number here.</param>
/// <param name="Provider">Who sent it.</param>
/// <param name="Department">Whose money.</param>
/// <param name="Number">The provider's number of it.</param>
/// <param name="AmountOre">What it asks for.</param>
/// <param name="ToldOre">What the month's hours with the provider cost as they are told.</param>
public sealed record InvoiceInList(
    long Id,
    string Provider,
    string Department,
    string Number,
    long AmountOre,
    long ToldOre
);

/// <summary>A month's invoices of own departments, and where another is held against the hours.</summary>
public sealed class InvoicesModel(RegistryDb db, CurrentUser user, Clock clock) : PageModel
{
    private const int MostChanges = 100;

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    public ChosenMonth Month { get; private set; } = null!;

    public IReadOnlyList<InvoiceInList> Rows { get; private set; } = [];

    /// <summary>What became of the month's invoices that are deleted; <c>null</c> = none is.</summary>
    public HistoryView? Deleted { get; private set; }

    public IReadOnlyList<SelectListItem> Providers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (ChosenMonth.Of(MonthText, clock.Today) is not { } chosen)
        {
            return NotFound();
        }

        Month = chosen;
        var own = user.DepartmentIds.ToArray();
        var (first, last) = (Month.First, Month.Days.LastOrForever);
        Rows =
        [
            .. (
                await db
                    .Invoices.Where(invoice => own.Contains(invoice.DepartmentId) && invoice.Month == first)
                    .Select(invoice => new InvoiceInList(
                        invoice.Id,
                        db.Providers.Where(p => p.Id == invoice.ProviderId).Select(p => p.Name).First(),
                        db.Departments.Where(d => d.Id == invoice.DepartmentId).Select(d => d.Name).First(),
                        invoice.Number,
                        invoice.AmountOre,
                        db.HoursLines.Where(line =>
                                line.DepartmentId == invoice.DepartmentId
                                && line.ProviderId == invoice.ProviderId
                                && line.First >= first
                                && line.First <= last
                            )
                            .Sum(line => line.CostOre ?? 0)
                    ))
                    .ToListAsync(ct)
            )
                .OrderBy(row => row.Provider, Languages.NameOrder)
                .ThenBy(row => row.Number, StringComparer.Ordinal)
                .ThenBy(row => row.Id),
        ];
        var theirs = db
            .Placements.WithDaysIn(Month.Days)
            .Where(p => own.Contains(p.DepartmentId))
            .Select(p => p.ProviderId);
        var providers = await db
            .Providers.Where(provider => theirs.Contains(provider.Id))
            .Select(provider => new { provider.Id, provider.Name })
            .ToListAsync(ct);
        Providers = Sorted(providers.Select(provider => (provider.Id, provider.Name)));
        var departments = await db
            .Departments.Where(d => own.Contains(d.Id))
            .Select(d => new { d.Id, d.Name })
            .ToListAsync(ct);
        Departments = Sorted(departments.Select(d => (d.Id, d.Name)));
        Deleted = await DeletedAsync(first, ct);
        return Page();
    }

    // An invoice that is gone has its history alone, which says its department and month.
    private async Task<HistoryView?> DeletedAsync(DateOnly month, CancellationToken ct)
    {
        var ofMonth = $"\"{nameof(Invoice.Month)}\":\"{month:yyyy-MM-dd}\"";
        var gone = await db
            .AuditEntries.Where(entry =>
                entry.Root == nameof(Invoice)
                && entry.Entity == nameof(Invoice)
                && entry.Action == AuditAction.Deleted
                && entry.Before!.Contains(ofMonth)
            )
            .Select(entry => new { entry.RootId, entry.Before })
            .ToListAsync(ct);
        var numbers = gone.Select(entry => (entry.RootId, Was: JsonElement.Parse(entry.Before!)))
            .Where(entry =>
                user.DepartmentIds.Contains(entry.Was.GetProperty(nameof(Invoice.DepartmentId)).GetInt64())
            )
            .ToDictionary(
                entry => (nameof(Invoice), entry.RootId),
                entry => entry.Was.GetProperty(nameof(Invoice.Number)).ToString()
            );
        if (numbers.Count == 0)
        {
            return null;
        }

        var ids = numbers.Keys.Select(root => root.RootId).ToArray();
        var history = await HistoryView.LoadAsync(
            db,
            db.AuditEntries.Where(entry => entry.Root == nameof(Invoice) && ids.Contains(entry.RootId)),
            ct,
            MostChanges
        );
        return history with { Subjects = numbers };
    }

    private static SelectListItem[] Sorted(IEnumerable<(long Id, string Name)> choices) =>
        [
            .. choices
                .OrderBy(choice => choice.Name, Languages.NameOrder)
                .Select(choice => new SelectListItem(
                    choice.Name,
                    choice.Id.ToString(CultureInfo.InvariantCulture)
                )),
        ];
}
