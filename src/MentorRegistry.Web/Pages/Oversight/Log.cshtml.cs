using System.Globalization;
using CsvHelper;
using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Oversight;

/// <summary>
/// Searches the lookup log. Every page of it, every file and every whole number shown is itself recorded there, before
/// it is answered.
/// </summary>
[Throttled(Throttles.Found)]
public sealed class LogModel(
    RegistryDb db,
    LookupLog lookups,
    Clock clock,
    IStringLocalizer<OversightText> text
) : PageModel
{
    public const int PageSize = 50;

    /// <summary>Counting on costs more than the page itself.</summary>
    public const int MostCounted = 1_000;

    private const int MostPages = 200;
    private const int UsualDays = 30;
    private const int ExportedAtATime = 1_000;

    private Dictionary<string, string> _names = [];
    private Dictionary<long, string> _purposes = [];
    private long? _citizenId;

    [BindProperty]
    public LookupSearch Search { get; set; } = new();

    public IReadOnlyList<LookupEntry> Rows { get; private set; } = [];

    public bool HasSearched { get; private set; }

    public bool HasMore { get; private set; }

    public int Counted { get; private set; }

    public int PageNumber { get; private set; } = 1;

    /// <summary>The row whose criterion is shown with the whole CPR number.</summary>
    public long? Revealed { get; private set; }

    public IReadOnlyList<SelectListItem> Staff { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Purposes { get; private set; } = [];

    public LookupWords Words { get; } = new(text);

    public int FirstShown => ((PageNumber - 1) * PageSize) + 1;

    public int LastShown => FirstShown + Rows.Count - 1;

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<LookupKind>().Select(kind => new SelectListItem(Words.Kind(kind), kind.ToString()));

    public string NameOf(LookupEntry row) =>
        row.Erased is null ? _names.GetValueOrDefault(row.UserId, row.UserName) : text["Lookup_Erased"];

    public string? PurposeOf(LookupEntry row) =>
        row.PurposeName ?? (row.PurposeId is { } id ? _purposes[id] : null);

    public Task OnGetAsync(CancellationToken ct)
    {
        // The log's own day, which no setting pins.
        Search.From = LookupWords.Day(clock.UtcNow).AddDays(-UsualDays);
        return LoadChoicesAsync(ct);
    }

    /// <summary>The same search, and what it found too, where that was being read.</summary>
    public async Task OnPostLanguageAsync(int shown, long? upTo, CancellationToken ct)
    {
        // A day that could not be read is none: what is found without it is not what was being read.
        var isReadable = IsReadable("Search.From", Search.From) && IsReadable("Search.To", Search.To);
        ModelState.Clear();
        Search.UpTo = upTo;
        if (shown < 1 || !isReadable || !await ReadSearchAsync(ct))
        {
            await LoadChoicesAsync(ct);
            return;
        }

        PageNumber = Math.Min(shown, MostPages);
        await RecordAsync(LookupKind.LogSearch, ct);
        await ShowAsync(ct);
    }

    private bool IsReadable(string field, DateOnly? day) =>
        day is not null || string.IsNullOrWhiteSpace(ModelState[field]?.AttemptedValue);

    public async Task OnPostAsync(int p, CancellationToken ct)
    {
        if (!await ReadSearchAsync(ct))
        {
            return;
        }

        PageNumber = Math.Clamp(p, 1, MostPages);
        await RecordAsync(LookupKind.LogSearch, ct);
        await ShowAsync(ct);
    }

    /// <summary>Shows the same page with the whole CPR number that somebody searched for in vain.</summary>
    public async Task<IActionResult> OnPostRevealAsync(long reveal, int shown, CancellationToken ct)
    {
        if (!await ReadSearchAsync(ct))
        {
            return Page();
        }

        if (!await db.Lookups.AnyAsync(lookup => lookup.Id == reveal, ct))
        {
            return NotFound();
        }

        PageNumber = Math.Clamp(shown, 1, MostPages);
        // By the row: the number itself stands once in the log, and not in every row about it.
        await lookups.RecordOversightAsync(
            LookupKind.FullNumber,
            null,
            string.Create(CultureInfo.InvariantCulture, $"#{reveal}"),
            ct
        );
        Revealed = reveal;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct)
    {
        if (!await ReadSearchAsync(ct))
        {
            return Page();
        }

        await RecordAsync(LookupKind.LogExport, ct);
        await using var csv = CsvAnswer.Begin(Response, text["Log_FileName"], clock.Today);
        await csv.WriteRecordAsync(
            [
                text["Column_When"],
                text["Column_UserName"],
                text["Column_Who"],
                text["Column_What"],
                text["Column_Citizen"],
                text["Column_Purpose"],
                text["Column_Criterion"],
            ],
            ct
        );
        var rows = Search.Query(db, _citizenId);
        LookupEntry? last = null;
        do
        {
            // Where the last ones ended, for counting rows off again would read the log once for each thousand.
            var (at, id) = (last?.AtUtc, last?.Id);
            var some = await rows.Where(row =>
                    at == null || row.AtUtc < at || (row.AtUtc == at && row.Id < id)
                )
                .Take(ExportedAtATime)
                .ToListAsync(ct);
            foreach (var row in some)
            {
                csv.WriteField(
                    Clock
                        .ToCopenhagen(row.AtUtc)
                        .ToString("dd-MM-yyyy HH:mm:ss", CultureInfo.InvariantCulture)
                );
                csv.WriteField(row.UserName);
                csv.WriteField(NameOf(row));
                csv.WriteField(Words.Kind(row.Kind));
                csv.WriteField(row.CitizenId is { } citizen ? CitizenReference.Of(citizen) : "");
                csv.WriteField(PurposeOf(row));
                csv.WriteField(CprNumber.MaskIn(Words.Criterion(row)));
                await csv.EndRecordAsync(ct);
            }

            last = some.Count == ExportedAtATime ? some[^1] : null;
        } while (last is not null);

        return new EmptyResult();
    }

    private async Task<bool> ReadSearchAsync(CancellationToken ct)
    {
        await LoadChoicesAsync(ct);
        if (Search.To < Search.From)
        {
            ModelState.AddModelError("Search.To", text["Search_ToBeforeFrom"]);
        }

        if (ModelState.IsValid && !string.IsNullOrWhiteSpace(Search.Citizen))
        {
            var found = await CitizenInput.FindAsync(db, Search.Citizen, ct);
            _citizenId = found.CitizenId;
            if (found.Searched is not null)
            {
                await lookups.RecordOversightAsync(LookupKind.LogSearch, null, found.Searched, ct);
            }

            if (found.Key is { } key)
            {
                ModelState.AddModelError("Search.Citizen", text[key]);
            }
        }

        if (!ModelState.IsValid)
        {
            return false;
        }

        Search.UpTo ??= await db.Lookups.MaxAsync(lookup => (long?)lookup.Id, ct) ?? 0;
        ModelState.Remove("Search.UpTo");
        return true;
    }

    private Task RecordAsync(LookupKind kind, CancellationToken ct) =>
        lookups.RecordOversightAsync(
            kind,
            _citizenId,
            Search.Criterion(
                Search.StaffId is { } id ? _names.GetValueOrDefault(id) : null,
                Search.PurposeId is { } purpose ? _purposes.GetValueOrDefault(purpose) : null,
                PageNumber
            ),
            ct
        );

    private async Task ShowAsync(CancellationToken ct)
    {
        HasSearched = true;
        var rows = Search.Query(db, _citizenId);
        Counted = await rows.Take(MostCounted + 1).CountAsync(ct);
        var found = await rows.Skip((PageNumber - 1) * PageSize).Take(PageSize + 1).ToListAsync(ct);
        HasMore = found.Count > PageSize && PageNumber < MostPages;
        Rows = found.Take(PageSize).ToList();
    }

    private async Task LoadChoicesAsync(CancellationToken ct)
    {
        // Closed accounts and ended purposes too: the log is older than both.
        var users = await db
            .Users.Select(user => new
            {
                user.Id,
                user.UserName,
                user.DisplayName,
            })
            .ToListAsync(ct);
        _names = users.ToDictionary(user => user.Id, user => user.DisplayName, StringComparer.Ordinal);
        Staff =
        [
            .. users
                .OrderBy(user => user.DisplayName, Languages.NameOrder)
                .ThenBy(user => user.UserName, Languages.NameOrder)
                .Select(user => new SelectListItem($"{user.DisplayName} ({user.UserName})", user.Id)),
        ];
        _purposes = await db.LookupPurposes.ToDictionaryAsync(
            purpose => purpose.Id,
            purpose => purpose.Name,
            ct
        );
        Purposes =
        [
            .. _purposes
                .OrderBy(purpose => purpose.Value, Languages.NameOrder)
                .Select(purpose => new SelectListItem(purpose.Value, LookupWords.Number(purpose.Key))),
        ];
    }
}
