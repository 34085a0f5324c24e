using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Logs;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>Closes a department's month, or opens it again with a reason. For its head.</summary>
[TextsFrom(typeof(HoursText))]
public sealed class CloseModel(
    RegistryDb db,
    MonthStates states,
    CurrentUser user,
    Clock clock,
    IStringLocalizer<HoursText> text
) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "department")]
    public long DepartmentId { get; set; }

    [BindProperty(SupportsGet = true, Name = "month")]
    public string? MonthText { get; set; }

    [
        BindProperty,
        Display(Name = "Reopen_Reason"),
        Reason,
        StringLength(500),
        DataType(DataType.MultilineText)
    ]
    public string? Reason { get; set; }

    public ChosenMonth Month { get; private set; } = null!;

    public MonthState State { get; private set; } = null!;

    public HistoryView? History { get; private set; }

    public bool IsOver => Month.Days.LastOrForever < clock.Today;

    /// <summary>Hours whose price nobody knows would stay without one for good.</summary>
    public bool MayClose => IsOver && State.LinesWithoutPrice == 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostLanguageAsync(CancellationToken ct) =>
        await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var isClosed = await db.InOneTransactionAsync(
            async () =>
            {
                // Whoever writes hours of the month waits here, and finds it closed; or has written, and is counted.
                await db.LockLogAsync(ChainedLog.Audit, ct);
                if (!await FindAsync(ct) || State.IsClosed || !MayClose)
                {
                    return false;
                }

                var month = await db.HoursMonths.SingleOrDefaultAsync(
                    m => m.DepartmentId == DepartmentId && m.Month == Month.First,
                    ct
                );
                if (month is null)
                {
                    month = new HoursMonth { DepartmentId = DepartmentId, Month = Month.First };
                    db.HoursMonths.Add(month);
                }

                (month.IsClosed, month.ClosedOn, month.ClosedBy) = (true, clock.Today, user.DisplayName);
                await db.SaveChangesAsync(ct);
                return true;
            },
            ct
        );
        if (State is null)
        {
            return NotFound();
        }

        // Two heads at once: the second finds done what was wanted.
        if (isClosed || State.IsClosed)
        {
            TempData.Succeeded(text["Closed_Done", Month.Name, State.Department]);
            return Redirect($"~/Hours?month={Month.Address}");
        }

        ModelState.AddModelError(
            "",
            IsOver
                ? text["Close_WithoutPrice", Format.Number(State.LinesWithoutPrice)]
                : text["Close_NotOver"]
        );
        return Page();
    }

    public async Task<IActionResult> OnPostReopenAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), text["Reopen_ReasonRequired"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var month = await db.HoursMonths.SingleOrDefaultAsync(
            m => m.DepartmentId == DepartmentId && m.Month == Month.First && m.IsClosed,
            ct
        );
        if (month is not null)
        {
            month.IsClosed = false;
            db.Reason = Reason!.Trim();
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateConcurrencyException)
            {
                // Somebody else opened it in the same instant: it is open.
                db.ChangeTracker.Clear();
            }
        }

        TempData.Succeeded(text["Reopened_Done", Month.Name, State.Department]);
        return Redirect($"~/Hours?month={Month.Address}");
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        if (ChosenMonth.Of(MonthText, clock.Today) is not { } chosen)
        {
            return false;
        }

        Month = chosen;
        State = user.DepartmentIds.Contains(DepartmentId)
            ? (await states.OfAsync([DepartmentId], Month, ct)).SingleOrDefault()!
            : null!;
        if (State?.Month is { } month)
        {
            History = await HistoryView.LoadAsync(
                db,
                nameof(HoursMonth),
                month.Id.ToString(CultureInfo.InvariantCulture),
                ct: ct
            );
        }

        return State is not null;
    }
}
