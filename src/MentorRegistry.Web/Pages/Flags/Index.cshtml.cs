using System.Globalization;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Flags;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Flags;

/// <summary>A kind that the list can be narrowed to, and how many it has, as far as they are counted; <c>null</c> = all kinds.</summary>
public sealed record FlagTab(FlagKind? Kind, int Counted, bool AreMany);

/// <summary>What a department has to decide on: the flags that concern it, as far as they may be told.</summary>
public sealed class IndexModel(
    RegistryDb db,
    ToldFlags flags,
    CurrentUser user,
    Clock clock,
    RulesInForce rules,
    IStringLocalizer<FlagsText> text,
    IStringLocalizer<HistoryText> history,
    IStringLocalizer<FormatText> format
) : FlagListPage
{
    public IReadOnlyList<ToldFlag> Rows { get; private set; } = [];

    /// <summary>All, and the kinds that there are; the chosen one also where it has none.</summary>
    public IReadOnlyList<FlagTab> Tabs { get; private set; } = [];

    public int Pages { get; private set; } = 1;

    /// <summary>Whether anything is chosen, so that others than those shown may be open.</summary>
    public bool IsNarrowed =>
        Kind is not null
        || State != FlagListState.Open
        || DepartmentId is not null
        || Length != OverlapLength.Any
        || Age != FlagAge.Any;

    public IReadOnlyList<SelectListItem> Departments { get; private set; } = [];

    public bool HasDepartment => user.DepartmentIds.Count > 0;

    public bool HasSeveralDepartments => user.DepartmentIds.Count > 1;

    public FlagWords Words { get; } = new(text, history, format, rules.Known, clock.Today);

    public IEnumerable<SelectListItem> States =>
        [
            new(text["Filter_Open"], FlagListState.Open.ToString("D")),
            new(text["Filter_Decided"], FlagListState.Decided.ToString("D")),
            new(text["Filter_All"], FlagListState.All.ToString("D")),
        ];

    public IEnumerable<SelectListItem> Orders =>
        [
            new(text["Sort_Newest"], FlagOrder.Newest.ToString("D")),
            new(text["Sort_Oldest"], FlagOrder.Oldest.ToString("D")),
            new(text["Sort_Kind"], FlagOrder.Kind.ToString("D")),
            new(text["Sort_Citizen"], FlagOrder.Citizen.ToString("D")),
            new(text["Sort_Who"], FlagOrder.Who.ToString("D")),
        ];

    public IEnumerable<SelectListItem> Lengths =>
        [
            new(text["Length_Any"], OverlapLength.Any.ToString("D")),
            new(text["Length_Short", FlagFilter.MostShortDays], OverlapLength.FewDays.ToString("D")),
            new(text["Length_Long", FlagFilter.MostShortDays], OverlapLength.ManyDays.ToString("D")),
        ];

    public IEnumerable<SelectListItem> Ages =>
        [
            new(text["Age_Any"], FlagAge.Any.ToString("D")),
            new(text["Age_Old", WaitingDecision.Days], FlagAge.Old.ToString("D")),
        ];

    public static string CountText(FlagTab tab, IStringLocalizer<FlagsText> text) =>
        tab.AreMany
            ? text["MoreThan", Formatting.Format.Number(tab.Counted)]
            : Formatting.Format.Number(tab.Counted);

    public async Task OnGetAsync(CancellationToken ct)
    {
        // An address that somebody has changed or cut short: what cannot be read in it is as if it were not there.
        ModelState.Clear();
        if (!HasDepartment)
        {
            return;
        }

        Kind = Kind is { } kind && Enum.IsDefined(kind) ? kind : null;
        if (HasSeveralDepartments)
        {
            Departments = await OwnDepartmentsAsync(ct);
        }

        var told = await flags.OfDepartmentAsync(DepartmentId, ct);
        var counts = await ToldFlags.CountAsync(kind => Filter.IdsOfKind(told, kind, clock.Today), ct);
        FlagTab[] kinds =
        [
            .. counts.Select(count => new FlagTab(
                count.Kind,
                Math.Min(count.Counted, ToldFlags.MostCounted),
                count.Counted > ToldFlags.MostCounted
            )),
        ];
        if (Kind is { } chosen && !kinds.Any(tab => tab.Kind == chosen))
        {
            kinds = [.. kinds.Append(new FlagTab(chosen, 0, AreMany: false)).OrderBy(tab => tab.Kind)];
        }

        Tabs = [new FlagTab(null, kinds.Sum(tab => tab.Counted), kinds.Any(tab => tab.AreMany)), .. kinds];
        var shown = Tabs.Single(tab => tab.Kind == Kind);
        var full = (shown.Counted + FlagFilter.PageSize - 1) / FlagFilter.PageSize;
        // The last row of the last page has been decided on: the page before it is the last now.
        PageNumber = Math.Clamp(PageNumber, 1, shown.AreMany ? 100_000 : Math.Max(full, 1));
        Rows = await flags.LoadAsync(await Filter.IdsOfPageAsync(told, shown.AreMany, clock.Today, ct), ct);
        // Where the count stopped, a full page may have another after it.
        Pages = Math.Max(
            full,
            Rows.Count == 0 ? 1
                : shown.AreMany && Rows.Count == FlagFilter.PageSize ? PageNumber + 1
                : PageNumber
        );
    }

    private async Task<IReadOnlyList<SelectListItem>> OwnDepartmentsAsync(CancellationToken ct) =>
        [
            .. (
                await db
                    .Departments.Where(d => user.DepartmentIds.Contains(d.Id))
                    .Select(d => new { d.Id, d.Name })
                    .ToListAsync(ct)
            )
                .OrderBy(d => d.Name, Languages.NameOrder)
                .Select(d => new SelectListItem(d.Name, d.Id.ToString(CultureInfo.InvariantCulture))),
        ];
}
