using MentorRegistry.Domain;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>What administrators keep, and how much of it is in use.</summary>
public sealed class IndexModel(RegistryDb db, Clock clock) : PageModel
{
    /// <summary>The list's page, which is its text's key too, and how many are in use.</summary>
    public IReadOnlyList<(string Name, int Count)> Counts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Counts = [
            ("Departments", await CountAsync(db.Departments, ct)),
            ("TargetGroups", await CountAsync(db.TargetGroups, ct)),
            ("LegalBases", await CountAsync(db.LegalBases, ct)),
            ("Categories", await CountAsync(db.ProviderCategories, ct)),
            ("Providers", await CountAsync(db.Providers, ct)),
            ("Mentors", await CountAsync(db.Mentors, ct)),
            ("Measures", await CountAsync(db.Measures, ct)),
            ("Outcomes", await CountAsync(db.Outcomes, ct)),
            ("SharingGrounds", await CountAsync(db.SharingGrounds, ct)),
            ("LookupPurposes", await CountAsync(db.LookupPurposes, ct)),
            ("Users", await db.Users.CountAsync(user => !user.IsDisabled, ct)),
        ];

    private Task<int> CountAsync<T>(IQueryable<T> records, CancellationToken ct)
        where T : class, IDated
    {
        var today = clock.Today;
        return records.CountAsync(record => record.ValidTo == null || record.ValidTo >= today, ct);
    }
}
