using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Data.Statistics;
using MentorRegistry.Web.Exports;
using MentorRegistry.Web.Formatting;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Flags;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.MyDepartment;

/// <summary>
/// The placements of own departments. What is chosen from lists stands in the address, so that it can be kept and
/// sent; what is searched for is a name or a number, so it is only ever posted: the form is posted, and answered by a
/// redirection to an address where nothing is searched for, by the page itself where something is. On such a page
/// the headings and page numbers are buttons that post the search again.
/// </summary>
[TextsFrom(typeof(DepartmentText))]
[Throttled(Throttles.Found)]
public sealed partial class IndexModel(
    RegistryDb db,
    LookupLog lookups,
    CurrentUser user,
    Clock clock,
    RulesInForce rules,
    ToldFlags flags,
    StatisticsQuery statistics,
    IStringLocalizer<DepartmentText> text,
    IStringLocalizer<FlagsText> flagsText,
    IStringLocalizer<HistoryText> historyText,
    IStringLocalizer<FormatText> formatText,
    ILogger<IndexModel> log
) : PageModel
{
    public const int PageSize = 50;

    /// <summary>Counting on costs more than the page itself, and nobody pages through thousands.</summary>
    public const int MostCounted = 1_000;

    private const int ExportedAtATime = 500;
    private const int FirstYear = 1900;
    private const int LastYear = 9000;

    private PlacementFilter? _filter;

    [BindProperty, FromForm, Display(Name = "Filter_Search"), StringLength(200)]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_State")]
    public ListedState State { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Kind")]
    public FlagKind? Kind { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Department")]
    public long? DepartmentId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Unit")]
    public long? UnitId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_TargetGroup")]
    public long? TargetGroupId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Category")]
    public long? CategoryId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Provider")]
    public long? ProviderId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Mentor")]
    public long? MentorId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_EndsBefore")]
    public DateOnly? EndsBefore { get; set; }

    /// <summary>What a digest counts of the time from <see cref="After"/> to <see cref="UpTo"/>, as its links say it.</summary>
    [BindProperty(SupportsGet = true)]
    public PlacementChange? Change { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTime? After { get; set; }

    [BindProperty(SupportsGet = true)]
    public DateTime? UpTo { get; set; }

    /// <summary>The day, the column and the paragraph that a number of the statistics stands for, as its link says them.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? OnDay { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Band { get; set; }

    [BindProperty(SupportsGet = true)]
    public long? LegalBasisId { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Sort")]
    public ListedOrder Sort { get; set; }

    [BindProperty(SupportsGet = true), Display(Name = "Filter_Sort")]
    public bool Descending { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<PlacementRow> Rows { get; private set; } = [];

    public int Counted { get; private set; }

    public int Pages { get; private set; }

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public IReadOnlyList<SelectListItem> TargetGroups { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Categories { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Providers { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Mentors { get; private set; } = [];

    public bool IsSearch => !string.IsNullOrWhiteSpace(Search);

    public bool HasDepartment => user.DepartmentIds.Count > 0;

    public bool HasSeveralDepartments => user.DepartmentIds.Count > 1;

    /// <summary>Whether anything is chosen but what is chosen by itself.</summary>
    public bool IsFiltered =>
        IsSearch
        || State != ListedState.Active
        || Kind is not null
        || Window is not null
        || OnDay is not null
        || LegalBasisId is not null
        || HasMoreFilters;

    /// <summary>Whether one of the filters is set that are folded away.</summary>
    public bool HasMoreFilters =>
        DepartmentId is not null
        || UnitId is not null
        || TargetGroupId is not null
        || CategoryId is not null
        || ProviderId is not null
        || MentorId is not null
        || EndsBefore is not null
        || !ModelState.IsValid;

    /// <summary>The time that a digest tells of, where the address has a change and both its ends.</summary>
    public DigestWindow? Window =>
        Change is { } change
        && Enum.IsDefined(change)
        && After is { Kind: DateTimeKind.Utc } after
        && UpTo is { Kind: DateTimeKind.Utc } upTo
        && after <= upTo
        // Somebody's own years have no days in Copenhagen.
        && after.Year >= FirstYear
        && upTo.Year <= LastYear
            ? new DigestWindow(after, upTo, Clock.Copenhagen)
            : null;

    /// <summary>"Forløb, der er registreret fra 1. oktober 2026 til og med 31. oktober 2026."</summary>
    public string? WindowSentence =>
        Window is { } window
            ? text[
                $"Changed_{Change}",
                Format.LongDate(window.FirstDay),
                Format.LongDate(window.LastDay)
            ].Value
        : OnDay is { } day
            ? text[
                StatisticsBand is { } band && band < DurationBand.UpToMonths.Count ? "OnDay_UpTo"
                : StatisticsBand is null ? "OnDay"
                : "OnDay_Over",
                Format.LongDate(day),
                DurationBand.UpToMonths[Math.Min(StatisticsBand ?? 0, DurationBand.UpToMonths.Count - 1)]
            ].Value
        : null;

    private int? StatisticsBand =>
        OnDay is not null && Band is >= 0 && Band <= DurationBand.UpToMonths.Count ? Band : null;

    public IEnumerable<SelectListItem> States =>
        Choices(
            (ListedState.Active, text["State_Active"]),
            (ListedState.Planned, text["State_Planned"]),
            (ListedState.Ended, text["State_Ended"]),
            (ListedState.Cancelled, text["State_Cancelled"]),
            (ListedState.StartedThisMonth, text["State_StartedThisMonth"]),
            (ListedState.WithoutHours, text["State_WithoutHours", HoursMissing.Days]),
            (ListedState.All, text["State_All"])
        );

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<FlagKind>()
            .Select(kind => new SelectListItem(FlagWords.Kind(kind), kind.ToString("D")));

    /// <summary>The kinds of open flags that tell of each of <see cref="Rows"/>.</summary>
    public ILookup<long, FlagKind> Flags { get; private set; } = Array.Empty<FlagKind>().ToLookup(_ => 0L);

    public FlagWords FlagWords { get; } = new(flagsText, historyText, formatText, rules.Known, clock.Today);

    /// <summary>The orders as a choice: a phone shows the table without its headings.</summary>
    public IEnumerable<SelectListItem> Orders =>
        Choices(
            (ListedOrder.LastDay, text["Column_Last"]),
            (ListedOrder.FirstDay, text["Column_First"]),
            (ListedOrder.Name, text["Column_Citizen"]),
            (ListedOrder.Provider, text["Column_Provider"])
        );

    public Task OnGetAsync(CancellationToken ct)
    {
        // An address that somebody has changed or cut short: what cannot be read in it is as if it were not there.
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && !IsSearch)
        {
            return LocalRedirect(Address());
        }

        await ShowAsync(ct);
        return Page();
    }

    public Task OnPostLanguageAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnGetExportAsync(CancellationToken ct) => ExportAsync(ct);

    public Task<IActionResult> OnPostExportAsync(CancellationToken ct) => ExportAsync(ct);

    /// <summary>This list's address with another order, page or handler; what is searched for is not in it.</summary>
    public string Address(
        ListedOrder? sort = null,
        bool? descending = null,
        int page = 1,
        string? handler = null
    )
    {
        var query = new Dictionary<string, string?>(Filter().Fields, StringComparer.Ordinal)
        {
            ["handler"] = handler,
            [nameof(Sort)] = (sort ?? Sort) == ListedOrder.LastDay ? null : Number((int)(sort ?? Sort)),
            [nameof(Descending)] = descending ?? Descending ? "true" : null,
            ["p"] = page > 1 ? Number(page) : null,
        };
        return QueryHelpers.AddQueryString(Url.Content("~/Department"), query);
    }

    /// <summary>What the list is narrowed to, as its address says it.</summary>
    public IReadOnlyDictionary<string, string?> FieldsOfFilter => Filter().Fields;

    /// <summary>The address of the list of a state, as Start links to it.</summary>
    public static string AddressOf(ListedState state) => $"~/Department?State={(int)state}";

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    // Forms write a choice as its number.
    private static IEnumerable<SelectListItem> Choices<T>(params (T Choice, LocalizedString Text)[] choices)
        where T : struct, Enum => choices.Select(c => new SelectListItem(c.Text, c.Choice.ToString("D")));

    private async Task ShowAsync(CancellationToken ct)
    {
        await LoadChoicesAsync(ct);
        if (!ModelState.IsValid || !HasDepartment)
        {
            return;
        }

        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        var placements = await FindAsync(ct);
        Counted = await placements.Take(MostCounted + 1).CountAsync(ct);
        // One more than is shown, to know whether there is another page where the count stopped.
        var ids = await InOrder(placements)
            .Skip((PageNumber - 1) * PageSize)
            .Take(PageSize + 1)
            .ToArrayAsync(ct);
        Pages = Math.Max(
            (Counted + PageSize - 1) / PageSize,
            ids.Length > PageSize ? PageNumber + 1
                : ids.Length > 0 ? PageNumber
                : 1
        );
        Rows = await PlacementRow.LoadAsync(
            db,
            ids.Length > PageSize ? ids[..PageSize] : ids,
            clock.Today,
            ct
        );
        Flags = await flags.KindsOfAsync([.. Rows.Select(row => row.Id)], ct);
    }

    private async Task<IActionResult> ExportAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        await LoadChoicesAsync(ct);
        var placements = await FindAsync(ct);
        // The numbers first, so that what is registered meanwhile moves no row into or out of the file.
        var ids = await InOrder(placements).ToArrayAsync(ct);
        // Before the first byte is sent, as every opening.
        await lookups.RecordExportAsync(
            await placements.Select(placement => placement.CitizenId).Distinct().ToListAsync(ct),
            ct
        );
        await using var csv = CsvAnswer.Begin(Response, text["Export_FileName"], clock.Today);
        await csv.WriteRecordAsync(
            [
                text["Column_Reference"],
                text["Column_Number"],
                text["Column_Name"],
                text["Column_Department"],
                text["Column_Unit"],
                text["Column_Provider"],
                text["Column_Mentor"],
                text["Column_TargetGroup"],
                text["Column_LegalBasis"],
                text["Column_Hours"],
                text["Column_First"],
                text["Column_Last"],
                text["Column_State"],
                text["Column_Flags"],
            ],
            ct
        );
        foreach (var some in ids.Chunk(ExportedAtATime))
        {
            var kinds = await flags.KindsOfAsync(some, ct);
            foreach (var row in await PlacementRow.LoadAsync(db, some, clock.Today, ct))
            {
                csv.WriteField(row.Reference);
                csv.WriteField(row.MaskedNumber);
                // A file leaves the house.
                csv.WriteField(row.IsProtected ? text["Export_Protected"].Value : row.Name);
                csv.WriteField(row.Department);
                csv.WriteField(row.Unit);
                csv.WriteField(row.Provider);
                csv.WriteField(row.Mentor);
                csv.WriteField(row.TargetGroup);
                csv.WriteField(row.LegalBasis);
                csv.WriteField(row.MinutesPerWeek / 60m, "0.##");
                // Days as Danish spreadsheets read them, whatever the language of the page.
                csv.WriteField(row.First, "dd-MM-yyyy");
                csv.WriteField(row.Last?.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture));
                csv.WriteField(StateText(row.State));
                csv.WriteField(string.Join(", ", kinds[row.Id].Select(FlagWords.InShort)));
                await csv.EndRecordAsync(ct);
            }
        }

        Exported(user.Name, ids.Length, string.Join(',', user.DepartmentIds.Order()));
        return new EmptyResult();
    }

    public string StateText(PlacementState state) =>
        state switch
        {
            PlacementState.Planned => text["Is_Planned"],
            PlacementState.Active => text["Is_Active"],
            PlacementState.Ended => text["Is_Ended"],
            _ => text["Is_Cancelled"],
        };

    // The one way to the rows, whichever of the page's ways shows them: what was searched for is recorded first.
    private async Task<IQueryable<Placement>> FindAsync(CancellationToken ct)
    {
        if (IsSearch && HasDepartment)
        {
            await lookups.RecordSearchAsync(Search!, found: null, ct);
        }

        var filter = Filter();
        if (OnDay is { } day && StatisticsBand is { } band)
        {
            var of = new StatisticsOf([.. filter.Own], UnitId, MentorId, LegalBasisId);
            filter = filter with { InBand = await statistics.InBandAsync(day, band, of, ct) };
        }

        return await filter.QueryAsync(db, flags, clock.Today, ct);
    }

    private PlacementFilter Filter() =>
        _filter ??= new PlacementFilter(user.DepartmentIds)
        {
            State = State,
            Kind = Kind,
            DepartmentId = DepartmentId,
            UnitId = UnitId,
            TargetGroupId = TargetGroupId,
            CategoryId = CategoryId,
            Window = Window,
            Change = Change ?? default,
            ProviderId = ProviderId,
            MentorId = MentorId,
            EndsBefore = EndsBefore,
            OnDay = OnDay,
            Band = StatisticsBand,
            LegalBasisId = LegalBasisId,
            Search = Search,
        };

    private IQueryable<long> InOrder(IQueryable<Placement> placements)
    {
        // Providers are few and no database orders them as Danes do: their places in a text that lists them in order.
        var order =
            Sort == ListedOrder.Provider ? $"|{string.Join('|', Providers.Select(p => p.Value))}|" : "";
        var ordered = (Sort, Descending) switch
        {
            (ListedOrder.FirstDay, false) => placements.OrderBy(p => p.First),
            (ListedOrder.FirstDay, true) => placements.OrderByDescending(p => p.First),
            (ListedOrder.Name, false) => placements.OrderBy(p =>
                EF.Property<byte[]>(p.Citizen!, RegistryMappings.NameSort)
            ),
            (ListedOrder.Name, true) => placements.OrderByDescending(p =>
                EF.Property<byte[]>(p.Citizen!, RegistryMappings.NameSort)
            ),
            (ListedOrder.Provider, false) => placements.OrderBy(p => order.IndexOf("|" + p.ProviderId + "|")),
            (ListedOrder.Provider, true) => placements.OrderByDescending(p =>
                order.IndexOf("|" + p.ProviderId + "|")
            ),
            (_, true) => placements.OrderByDescending(p =>
                EF.Property<DateOnly>(p, RegistryMappings.LastDay)
            ),
            _ => placements.OrderBy(p => EF.Property<DateOnly>(p, RegistryMappings.LastDay)),
        };
        return (Descending ? ordered.ThenByDescending(p => p.Id) : ordered.ThenBy(p => p.Id)).Select(p =>
            p.Id
        );
    }

    private async Task LoadChoicesAsync(CancellationToken ct)
    {
        var own = user.DepartmentIds.ToArray();
        var departments = await db
            .Departments.Where(d => own.Contains(d.Id))
            .Select(d => new
            {
                d.Id,
                d.Name,
                Units = d.Units.Select(u => new { u.Id, u.Name }).ToList(),
            })
            .ToListAsync(ct);
        Departments = Sorted(departments.Select(d => (d.Id, d.Name, (string?)null)));
        Units = Sorted(
            departments.SelectMany(d =>
                d.Units.Select(u => (u.Id, u.Name, HasSeveralDepartments ? d.Name : null))
            )
        );
        var groups = await db
            .TargetGroups.Where(g => g.DepartmentId == null || own.Contains(g.DepartmentId.Value))
            .Select(g => new { g.Id, g.Name })
            .ToListAsync(ct);
        TargetGroups = Sorted(groups.Select(g => (g.Id, g.Name, (string?)null)));
        var providers = await db
            .Providers.Select(p => new
            {
                p.Id,
                p.Name,
                p.CategoryId,
                Category = p.Category!.Name,
                Mentors = p.Mentors.Select(m => new { m.Id, m.Name }).ToList(),
            })
            .ToListAsync(ct);
        Categories = Sorted(providers.Select(p => (p.CategoryId, p.Category, (string?)null)).Distinct());
        Providers = Sorted(providers.Select(p => (p.Id, p.Name, (string?)null)));
        // Of the chosen provider only, once one is chosen.
        Mentors = Sorted(
            providers
                .Where(p => ProviderId is null || p.Id == ProviderId)
                .SelectMany(p => p.Mentors.Select(m => (m.Id, m.Name, (string?)p.Name)))
        );
    }

    private static SelectListItem[] Sorted(IEnumerable<(long Id, string Name, string? Group)> choices)
    {
        var groups = new Dictionary<string, SelectListGroup>(StringComparer.Ordinal);
        return
        [
            .. choices
                .OrderBy(c => c.Group, Languages.NameOrder)
                .ThenBy(c => c.Name, Languages.NameOrder)
                .ThenBy(c => c.Id)
                .Select(c => new SelectListItem(c.Name, Number(c.Id))
                {
                    Group =
                        c.Group is null ? null
                        : groups.TryGetValue(c.Group, out var group) ? group
                        : groups[c.Group] = new SelectListGroup { Name = c.Group },
                }),
        ];
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Information,
        Message = "{User} exported {Rows} placements of the departments {Departments}"
    )]
    private partial void Exported(string user, int rows, string departments);
}
