using System.ComponentModel.DataAnnotations;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>Lookups of one kind and purpose on one day.</summary>
public sealed record InsightRow(DateOnly Day, string Why, string What, int Times);

/// <summary>
/// The list of lookups that a citizen has a right to: days and purposes, without the names of staff (GDPR article 15;
/// C-579/21, Pankki S). No name or CPR number is on it: it is sent with a letter that has them.
/// </summary>
[Throttled(Throttles.Found)]
public sealed class InsightModel(
    RegistryDb db,
    LookupLog lookups,
    Clock clock,
    IStringLocalizer<OversightText> text
) : PageModel
{
    [BindProperty]
    public InsightInput Search { get; set; } = new();

    /// <summary>Whose list it is; <c>null</c> before one is made.</summary>
    public string? Reference { get; private set; }

    public IReadOnlyList<InsightRow> Rows { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public string PeriodText =>
        (Search.From, Search.To) switch
        {
            ({ } from, { } to) => text["Insight_FromTo", Format.LongDate(from), Format.LongDate(to)],
            ({ } from, null) => text["Insight_From", Format.LongDate(from)],
            (null, { } to) => text["Insight_To", Format.LongDate(to)],
            _ => text["Insight_All"],
        };

    public void OnGet() { }

    /// <summary>The same form, and the list too, where it was being read.</summary>
    public async Task OnPostLanguageAsync(bool shown, CancellationToken ct)
    {
        // A day that could not be read is none: the list without it is not the one that was being read.
        var isReadable = IsReadable("Search.From", Search.From) && IsReadable("Search.To", Search.To);
        ModelState.Clear();
        if (shown && isReadable && !string.IsNullOrWhiteSpace(Search.Citizen))
        {
            await MakeAsync(ct);
        }
    }

    private bool IsReadable(string field, DateOnly? day) =>
        day is not null || string.IsNullOrWhiteSpace(ModelState[field]?.AttemptedValue);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await MakeAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct)
    {
        if (!await MakeAsync(ct))
        {
            return Page();
        }

        await using var csv = CsvAnswer.Begin(
            Response,
            $"{text["Insight_FileName"].Value}-{Reference}",
            clock.Today
        );
        await csv.WriteRecordAsync(
            [text["Column_Day"], text["Column_Why"], text["Column_What"], text["Column_Times"]],
            ct
        );
        foreach (var row in Rows)
        {
            csv.WriteField(row.Day, "dd-MM-yyyy");
            csv.WriteField(row.Why);
            csv.WriteField(row.What);
            csv.WriteField(row.Times);
            await csv.EndRecordAsync(ct);
        }

        return new EmptyResult();
    }

    private async Task<bool> MakeAsync(CancellationToken ct)
    {
        if (Search.To < Search.From)
        {
            ModelState.AddModelError("Search.To", text["Search_ToBeforeFrom"]);
        }

        if (!ModelState.IsValid)
        {
            return false;
        }

        var found = await CitizenInput.FindAsync(db, Search.Citizen!, ct);
        if (found.CitizenId is not { } citizenId)
        {
            if (found.Searched is not null)
            {
                await lookups.RecordOversightAsync(LookupKind.AccessReport, null, found.Searched, ct);
            }

            ModelState.AddModelError("Search.Citizen", text[found.Key!]);
            return false;
        }

        var period = new LookupSearch { From = Search.From, To = Search.To };
        await lookups.RecordOversightAsync(
            LookupKind.AccessReport,
            citizenId,
            period.Criterion(staff: null, purpose: null, page: 1),
            ct
        );
        Reference = CitizenReference.Of(citizenId);
        var words = new LookupWords(text);
        var all = await period
            .Query(db, citizenId)
            .Select(lookup => new
            {
                lookup.AtUtc,
                lookup.Kind,
                Purpose = lookup.PurposeName ?? lookup.Purpose!.Name,
                lookup.IsOwn,
            })
            .ToListAsync(ct);
        Rows =
        [
            .. all.GroupBy(lookup =>
                    (
                        Day: LookupWords.Day(lookup.AtUtc),
                        Why: words.WhyForCitizen(lookup.Kind, lookup.Purpose, lookup.IsOwn),
                        What: words.Kind(lookup.Kind)
                    )
                )
                .Select(same => new InsightRow(same.Key.Day, same.Key.Why, same.Key.What, same.Count())),
        ];
        return true;
    }
}

[TextsFrom(typeof(OversightText))]
public sealed class InsightInput
{
    [Display(Name = "Search_Citizen"), Required, StringLength(40)]
    public string? Citizen { get; set; }

    [Display(Name = "Search_From")]
    public DateOnly? From { get; set; }

    [Display(Name = "Search_To")]
    public DateOnly? To { get; set; }
}
