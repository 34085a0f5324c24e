using MentorRegistry.Domain.Statistics;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Statistics;

/// <summary>The papers that the reader may open, the latest first.</summary>
public sealed class PapersModel(RegistryDb db, CurrentUser user) : PageModel
{
    /// <summary>More are made in years.</summary>
    public const int MostShown = 200;

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public IReadOnlyDictionary<long, string> Departments { get; private set; } =
        new Dictionary<long, string>();

    /// <summary>Those for the public, and of own departments; administrators open all.</summary>
    public static IQueryable<Paper> OpenTo(CurrentUser user, IQueryable<Paper> papers)
    {
        var own = user.DepartmentIds.Select(id => (long?)id).ToArray();
        return user.IsIn(Roles.Administrator)
            ? papers
            : papers.Where(p => p.IsPublic || own.Contains(p.DepartmentId));
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        Papers = await OpenTo(user, db.Papers.AsNoTracking())
            .OrderByDescending(p => p.Id)
            .Take(MostShown)
            .Select(p => new Paper
            {
                Id = p.Id,
                Title = p.Title,
                AsOf = p.AsOf,
                IsPublic = p.IsPublic,
                MadeUtc = p.MadeUtc,
                MadeBy = p.MadeBy,
                DepartmentId = p.DepartmentId,
                Language = p.Language,
                Content = "",
            })
            .ToListAsync(ct);
        Departments = await db.Departments.ToDictionaryAsync(d => d.Id, d => d.Name, ct);
    }
}
