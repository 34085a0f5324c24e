using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Input;
using MentorRegistry.Web.Localization;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Hours;

/// <summary>
/// The sheet's fields as they are sent. A cell has four: delivered (d), billable (b), closed doors (n) and what stood there when
/// the page was made (w); a placement has one for the reason (r).
/// </summary>
public sealed class SheetForm(IStringLocalizer<HoursText> text, IStringLocalizer<ValidationText> validation)
{
    private const string Day = "yyyyMMdd";

    /// <summary>What cannot be read, by the cell's key.</summary>
    public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

    /// <summary>The cells that can be read. One that nobody has touched is among them, and writing it changes nothing.</summary>
    public List<HoursEntry> Entries { get; } = [];

    public static string KeyOf(HoursEntry entry) =>
        new SheetCell(entry.PlacementId, entry.Days, null, ClosedCell.No).Key;

    /// <summary>What stands in a cell, for its field w.</summary>
    public static string Seen(HoursAmount? amount) =>
        amount is { } a
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{a.DeliveredMinutes}/{a.BillableMinutes}/{a.NoShows}"
            )
            : "";

    /// <summary>Reads all cells of the month; what is of another month, or no cell at all, is passed over.</summary>
    public void Read(IFormCollection form, ChosenMonth month)
    {
        foreach (var name in form.Keys.Where(name => name.StartsWith("w-", StringComparison.Ordinal)))
        {
            var key = name[2..];
            if (
                key.Split('-') is not [var id, var first, var last]
                || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var placementId)
                || DayOf(first) is not { } from
                || DayOf(last) is not { } to
                || to < from
                || !MonthWeeks.Of(month.First).Append(month.Days).Contains(new DatePeriod(from, to))
                || !TrySeen(form[name].ToString(), out var seen)
            )
            {
                Errors[key] = text["NotThere"];
                continue;
            }

            if (TryAmount(form, key, out var amount))
            {
                Entries.Add(
                    new HoursEntry(
                        placementId,
                        new DatePeriod(from, to),
                        amount,
                        seen,
                        PlainText.Of(form[$"r-{placementId}"].ToString()).Trim() is { Length: > 0 } why
                            ? why
                            : null
                    )
                );
            }
        }
    }

    private bool TryAmount(IFormCollection form, string key, out HoursAmount? amount)
    {
        amount = null;
        var (delivered, billable, doors) = (
            form[$"d-{key}"].ToString().Trim(),
            form[$"b-{key}"].ToString().Trim(),
            form[$"n-{key}"].ToString().Trim()
        );
        if ((delivered, billable, doors) is ("", "", ""))
        {
            return true;
        }

        // Nothing said of what may be billed: what was delivered.
        billable = billable.Length == 0 ? delivered : billable;
        if (
            !TryMinutes(key, delivered, text["Delivered"], out var d)
            || !TryMinutes(key, billable, text["Billable"], out var b)
        )
        {
            return false;
        }

        if (
            !int.TryParse(
                doors.Length == 0 ? "0" : doors,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var n
            )
        )
        {
            Errors[key] = text["NoShows_NotANumber"];
            return false;
        }

        amount = new HoursAmount(d, b, n);
        return true;
    }

    private bool TryMinutes(string key, string typed, string label, out int minutes)
    {
        if (
            TotalHours.TryParse(
                typed.Length == 0 ? "0" : typed,
                CultureInfo.CurrentUICulture,
                out var hours,
                out var problem
            )
        )
        {
            minutes = hours.Minutes;
            return true;
        }

        minutes = 0;
        Errors[key] = Problem(problem, label, text, validation);
        return false;
    }

    /// <summary>What is wrong with hours of a week or a month: an example of ten times as many would help nobody.</summary>
    public static string Problem(
        KronerProblem problem,
        string label,
        IStringLocalizer<HoursText> text,
        IStringLocalizer<ValidationText> validation
    ) =>
        problem switch
        {
            KronerProblem.NotANumber => text["Hours_NotANumber", label],
            KronerProblem.TooManyDecimals => text["Hours_TooManyDecimals", label],
            _ => validation[InputTexts.TotalHoursKey(problem), label],
        };

    private static bool TrySeen(string written, out HoursAmount? seen)
    {
        seen = null;
        if (written.Length == 0)
        {
            return true;
        }

        if (
            written.Split('/') is not [var delivered, var billable, var doors]
            || !int.TryParse(delivered, NumberStyles.None, CultureInfo.InvariantCulture, out var d)
            || !int.TryParse(billable, NumberStyles.None, CultureInfo.InvariantCulture, out var b)
            || !int.TryParse(doors, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        )
        {
            return false;
        }

        seen = new HoursAmount(d, b, n);
        return true;
    }

    private static DateOnly? DayOf(string written) =>
        DateOnly.TryParseExact(written, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary>Why a cell is not written, in one or more sentences.</summary>
    public string Sentence(HoursOutcome outcome) =>
        outcome switch
        {
            { WasChangedMeanwhile: true, Meanwhile: { } now } => text[
                "Changed_Meanwhile",
                Format.Hours(now.DeliveredMinutes),
                Format.Hours(now.BillableMinutes),
                now.NoShows
            ],
            { WasChangedMeanwhile: true } => text["Removed_Meanwhile"],
            { IsNotThere: true } => text["NotThere"],
            { NeedsReason: true } => text["Reason_Needed"],
            _ => string.Join(' ', outcome.Refusals.Select(refusal => text[$"Refusal_{refusal}"].Value)),
        };
}
