using System.Globalization;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>
/// A mentor's month: a row for each citizen, a column for each week, filled with the keyboard alone. With scripts each cell is
/// saved when it is left (<see cref="OnPostCellAsync"/>), without them all at once; both are the same rules and the same form.
/// </summary>
public sealed class SheetModel(
    SheetQuery sheets,
    HoursBook book,
    Clock clock,
    IStringLocalizer<HoursText> text,
    IStringLocalizer<ValidationText> validation
) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "provider")]
    public long ProviderId { get; set; }

    [BindProperty(SupportsGet = true, Name = "mentor")]
    public long? MentorId { get; set; }

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public SheetOf Of { get; private set; } = null!;

    public ChosenMonth Month { get; private set; } = null!;

    public IReadOnlyList<DateRange> Weeks { get; private set; } = [];

    public IReadOnlyList<SheetRow> Rows { get; private set; } = [];

    public int Pages { get; private set; }

    /// <summary>What is wrong with a cell, by its key.</summary>
    public Dictionary<string, string> Errors { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>The placements whose hours wait for a reason.</summary>
    public HashSet<long> WaitForReason { get; } = [];

    public bool HasSeveralDepartments => Rows.Select(row => row.Department).Distinct().Skip(1).Any();

    public bool MayWrite => Rows.Any(row => row.Cells.Any(cell => cell.Closed == ClosedCell.No));

    /// <summary>The address of this sheet in another month, on another page or with a handler.</summary>
    public string? Address(ChosenMonth? month = null, string? handler = null, int page = 1) =>
        Url.Page(
            "Sheet",
            handler,
            new
            {
                provider = ProviderId,
                mentor = MentorId,
                month = (month ?? Month).Address,
                p = page == 1 ? null : (int?)page,
            }
        );

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await FindAsync(ct) ? await ShowAsync(ct) : NotFound();

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindAsync(ct) ? await ShowAsync(ct) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        var (outcomes, _) = await WriteAsync(ct);
        if (Errors.Count > 0)
        {
            ModelState.AddModelError("", text["Some_NotSaved"]);
            // What is saved is seen by now: a second try does not take it for somebody else's.
            foreach (var outcome in outcomes.Where(outcome => outcome.IsWritten))
            {
                Saved.Add(SheetForm.KeyOf(outcome.Entry));
            }

            return await ShowAsync(ct);
        }

        TempData.Succeeded(text["Saved"]);
        return Redirect(Address(page: PageNumber)!);
    }

    /// <summary>The cells that this very request has saved: they show what is kept, not what was typed.</summary>
    public HashSet<string> Saved { get; } = new(StringComparer.Ordinal);

    /// <summary>Saves the cells that are sent and says what came of each, with their rows' sums.</summary>
    public async Task<IActionResult> OnPostCellAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        var (outcomes, form) = await WriteAsync(ct);
        var ids = outcomes.Select(outcome => outcome.Entry.PlacementId).Distinct().ToList();
        var rows = await sheets.RowsAsync(ids, Month, ct);
        return new JsonResult(
            new
            {
                Status = Errors.Count == 0
                    ? text["Saved_At", Format.Time(Clock.ToCopenhagen(clock.UtcNow))].Value
                    : text["Some_NotSaved"].Value,
                Cells = outcomes
                    .Select(outcome => SheetForm.KeyOf(outcome.Entry))
                    .Concat(form.Errors.Keys)
                    .Select(key => new { Key = key, Error = Errors.GetValueOrDefault(key) })
                    .ToList(),
                Rows = rows.Select(row => new
                {
                    Id = row.PlacementId,
                    Waits = WaitForReason.Contains(row.PlacementId),
                    Cells = row.Cells.Select(cell => CellOf(cell)).ToList(),
                    Sum = TrioOf(row.Sum),
                    Difference = DifferenceText(row),
                    row.IsOver,
                }),
            }
        );
    }

    /// <summary>Fills empty weeks as those of the month before.</summary>
    public async Task<IActionResult> OnPostFillAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        await LoadAsync(ct);
        if (!MayWrite)
        {
            TempData.Refused(text["Sheet_Closed"]);
            return Redirect(Address(page: PageNumber)!);
        }

        var before = (
            await sheets.RowsAsync([.. Rows.Select(row => row.PlacementId)], Month.Before, ct)
        ).ToDictionary(row => row.PlacementId);
        var entries = Rows.SelectMany(row =>
                LastMonth
                    .Fill(
                        [.. before[row.PlacementId].Cells.Select(cell => (cell.Days, cell.Amount))],
                        [
                            .. row.Cells.Select(cell =>
                                // As if something stood there: it keeps its place among the weeks, and is not filled.
                                (
                                    cell.Days,
                                    cell.Closed == ClosedCell.No
                                        ? cell.Amount
                                        : cell.Amount ?? default(HoursAmount)
                                )
                            ),
                        ]
                    )
                    .Select(week => new HoursEntry(row.PlacementId, week.Days, week.Amount, Seen: null))
            )
            .ToList();
        var outcomes = await book.WriteAsync(entries, ct);
        var written = outcomes.Count(outcome => outcome.IsWritten);
        var left = outcomes.Count - written;
        TempData.Succeeded(
            string.Join(
                ' ',
                new[]
                {
                    written switch
                    {
                        0 => text["Filled_None", Month.Before.Name].Value,
                        1 => text["Filled_One", Month.Before.Name].Value,
                        _ => text["Filled_Many", written, Month.Before.Name].Value,
                    },
                    left switch
                    {
                        0 => "",
                        1 => text["Filled_LeftOne"].Value,
                        _ => text["Filled_LeftMany", left].Value,
                    },
                }.Where(sentence => sentence.Length > 0)
            )
        );
        return Redirect(Address(page: PageNumber)!);
    }

    /// <summary>What stands in a field: as it was typed, where that is not saved.</summary>
    public string Shown(SheetCell cell, char field)
    {
        var name = $"{field}-{cell.Key}";
        if (Request.HasFormContentType && !Saved.Contains(cell.Key) && Request.Form.ContainsKey(name))
        {
            return Request.Form[name].ToString();
        }

        return cell.Amount is not { } amount
            ? ""
            : field switch
            {
                'd' => Format.Hours(amount.DeliveredMinutes),
                'b' => Format.Hours(amount.BillableMinutes),
                _ => amount.NoShows == 0 ? "" : amount.NoShows.ToString(CultureInfo.InvariantCulture),
            };
    }

    /// <summary>What was typed as the reason, or the one that is kept.</summary>
    public string ReasonOf(SheetRow row) =>
        Request.HasFormContentType ? Request.Form[$"r-{row.PlacementId}"].ToString() : row.Reason ?? "";

    /// <summary>How what was delivered differs from what is granted: in words that need no colour.</summary>
    public string DifferenceText(SheetRow row)
    {
        var difference = Math.Max(row.Sum.DeliveredMinutes, row.Sum.BillableMinutes) - row.GrantedMinutes;
        string against = difference switch
        {
            > 0 => text["Difference_Over", Format.TotalHours(difference)],
            < 0 => text["Difference_Left", Format.TotalHours(-difference)],
            _ => text["Difference_None"],
        };
        // What is billed and was not delivered, a closed door explains; without one somebody should ask.
        return row.Sum.BillableMinutes > row.Sum.DeliveredMinutes && row.Sum.NoShows == 0
            ? text[
                "Difference_NoDoor",
                against,
                Format.TotalHours(row.Sum.BillableMinutes - row.Sum.DeliveredMinutes)
            ]
            : against;
    }

    /// <summary>Delivered, billable, closed doors, as they stand under each other.</summary>
    public static string[] TrioOf(HoursAmount amount) =>
        [
            Format.TotalHours(amount.DeliveredMinutes),
            Format.TotalHours(amount.BillableMinutes),
            Format.Number(amount.NoShows),
        ];

    private static object CellOf(SheetCell cell) =>
        new
        {
            cell.Key,
            Was = SheetForm.Seen(cell.Amount),
            Minutes = cell.Amount is { } m
                ? [m.DeliveredMinutes, m.BillableMinutes, m.NoShows]
                : (int[])[0, 0, 0],
            D = cell.Amount is { } a ? Format.Hours(a.DeliveredMinutes) : "",
            B = cell.Amount is { } b ? Format.Hours(b.BillableMinutes) : "",
            N = cell.Amount is { NoShows: > 0 } n ? n.NoShows.ToString(CultureInfo.InvariantCulture) : "",
        };

    private async Task<(IReadOnlyList<HoursOutcome> Outcomes, SheetForm Form)> WriteAsync(
        CancellationToken ct
    )
    {
        var form = new SheetForm(text, validation);
        form.Read(await Request.ReadFormAsync(ct), Month);
        var outcomes = await book.WriteAsync(form.Entries, ct);
        Errors = new Dictionary<string, string>(form.Errors, StringComparer.Ordinal);
        foreach (var outcome in outcomes.Where(outcome => !outcome.IsWritten))
        {
            Errors[SheetForm.KeyOf(outcome.Entry)] = form.Sentence(outcome);
            if (outcome.NeedsReason)
            {
                WaitForReason.Add(outcome.Entry.PlacementId);
            }
        }

        return (outcomes, form);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (ChosenMonth.Of(MonthText, clock.Today) is not { } chosen)
        {
            return false;
        }

        Month = chosen;
        Of = (await sheets.OfAsync(ProviderId, MentorId, ct))!;
        return Of is not null;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        Weeks = [.. MonthWeeks.Of(Month.First).Select(week => new DateRange(week.First, week.LastOrForever))];
        (Rows, var count) = await sheets.RowsAsync(Of, Month, PageNumber, ct);
        Pages = Math.Max(1, (count + SheetQuery.PageSize - 1) / SheetQuery.PageSize);
    }
}

/// <summary>A week's first and last day, and its number.</summary>
public sealed record DateRange(DateOnly First, DateOnly Last)
{
    public int Number => ISOWeek.GetWeekOfYear(First.ToDateTime(TimeOnly.MinValue));
}
