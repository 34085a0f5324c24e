using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Citizens;

/// <summary>One mentor on the citizen's sheet.</summary>
public sealed record SheetMentor(
    string Who,
    string? Phone,
    string? HelpsWith,
    string Department,
    string? DepartmentPhone,
    string? Caseworker,
    DateOnly First,
    DateOnly? Last,
    IReadOnlyList<Grant> Grants
)
{
    /// <summary>Granted minutes a week on the day; before the first day those it begins with.</summary>
    public int? MinutesPerWeekOn(DateOnly day) => Placement.GrantOn(Grants, day)?.MinutesPerWeek;
}

/// <summary>
/// The citizen's own sheet, for the hand and the refrigerator door: who helps, with what, and whom to call. Nothing of
/// it is the administration's: no CPR number, no paragraph, no department's words.
/// </summary>
[Throttled(Throttles.Citizen)]
public sealed class SheetModel(RegistryDb db, CitizenAccess access, Clock clock) : PageModel
{
    /// <summary>A mentor who begins within so many days is on the sheet already.</summary>
    public const int SoonDays = 30;

    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Of a protected citizen the sheet has no name, and of the mentors no telephone: paper leaves the house.</summary>
    public bool IsProtected { get; private set; }

    public IReadOnlyList<SheetMentor> Mentors { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!CitizenReference.TryParse(Reference, out var id))
        {
            return NotFound();
        }

        if (await access.OpenAsync(id, LookupKind.Sheet, ct) is not { } open)
        {
            return NotFound();
        }

        Reference = CitizenReference.Of(id);
        if (open.NeedsPurpose)
        {
            return RedirectToPage("Purpose", new { reference = Reference, then = PurposeThen.Sheet });
        }

        var departments = open.Insight.Departments.ToArray();
        var today = clock.Today;
        var soon = today.AddDays(SoonDays);
        var citizen = await db
            .Citizens.AsNoTracking()
            .AsSingleQuery()
            .Where(c => c.Id == id)
            .Select(c => new
            {
                c.Name,
                // The number again, because SQLite does not see through the join: it would read all placements.
                Mentors = c
                    .Placements.Where(p =>
                        p.CitizenId == id
                        && departments.Contains(p.DepartmentId)
                        && !p.IsCancelled
                        && p.First <= soon
                        && (p.Last == null || p.Last >= today)
                    )
                    .Select(p => new SheetMentor(
                        p.Mentor!.Name ?? p.Provider!.Name,
                        p.Mentor.Phone ?? p.Provider!.Phone,
                        p.HelpsWith ?? p.LegalBasis!.PlainWords,
                        p.Department!.Name,
                        p.Department.Phone,
                        p.Caseworker,
                        p.First,
                        p.Last,
                        p.Grants.ToList()
                    ))
                    .ToList(),
            })
            .SingleOrDefaultAsync(ct);
        if (citizen is null)
        {
            return NotFound();
        }

        IsProtected = open.IsProtected;
        Name = citizen.Name;
        Mentors = [.. citizen.Mentors.OrderBy(mentor => mentor.First)];
        return Page();
    }
}
