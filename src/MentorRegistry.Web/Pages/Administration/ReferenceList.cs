using System.Globalization;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>One line of a list.</summary>
/// <param name="Id">What the change page calls it.</param>
/// <param name="Name">The name, a link to the change page.</param>
/// <param name="Cells">The kind's own columns.</param>
public sealed record ReferenceRow(string Id, string Name, params string?[] Cells)
{
    public ReferenceRow(long id, string name, params string?[] cells)
        : this(id.ToString(CultureInfo.InvariantCulture), name, cells) { }

    public DateOnly? ValidFrom { get; init; }

    public DateOnly? ValidTo { get; init; }

    /// <summary>Closed for good, whatever the days say.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Where it stands before names are compared.</summary>
    public int Order { get; init; }

    public bool HasEnded(DateOnly today) => IsClosed || ValidTo < today;
}

/// <summary>
/// What the lists of reference data and users share: what is in use first and alphabetically, found by any word in
/// the line, and what has ended only on demand. A municipality has some hundred lines of the longest, so they are
/// compared here, where Danish letters have no case, and not in a database that knows only A to Z.
/// </summary>
public abstract class ReferenceListModel(Clock clock) : PageModel
{
    private const int LinesOnAPage = 50;

    /// <summary>The word looked for.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>Whether what has ended is shown too.</summary>
    [BindProperty(SupportsGet = true, Name = "ended")]
    public bool WithEnded { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The page that adds and changes.</summary>
    public abstract string EditPage { get; }

    /// <summary>The texts' keys of the kind's own columns.</summary>
    public virtual IReadOnlyList<string> Columns => [];

    /// <summary>Those of them that hold numbers: these stand to the right.</summary>
    public virtual IReadOnlySet<string> NumberColumns => new HashSet<string>();

    /// <summary>Whether the lines have a first and last day.</summary>
    public virtual bool HasPeriod => true;

    public DateOnly Today => clock.Today;

    public IReadOnlyList<ReferenceRow> Rows { get; private set; } = [];

    /// <summary>How many were found but have ended and are not shown.</summary>
    public int Hidden { get; private set; }

    public int Pages { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var wanted = DanishText.SearchKey(Search ?? "");
        var found = (await LoadAsync(ct))
            .Where(row =>
                row.Cells.Append(row.Name)
                    .Any(cell => DanishText.SearchKey(cell ?? "").Contains(wanted, StringComparison.Ordinal))
            )
            .OrderBy(row => row.HasEnded(Today))
            .ThenBy(row => row.Order)
            .ThenBy(row => row.Name, Languages.NameOrder)
            .ToList();
        var shown = WithEnded ? found : found.FindAll(row => !row.HasEnded(Today));
        Hidden = found.Count - shown.Count;
        Pages = Math.Max(1, (shown.Count + LinesOnAPage - 1) / LinesOnAPage);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        Rows = [.. shown.Skip((PageNumber - 1) * LinesOnAPage).Take(LinesOnAPage)];
    }

    protected abstract Task<List<ReferenceRow>> LoadAsync(CancellationToken ct);
}
