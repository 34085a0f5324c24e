using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Flags;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Flags;

/// <summary>Two departments, a browser of each, and what the worklist is about. The day is 20 November 2026.</summary>
internal sealed record WorklistScene(
    RegistryWebApp App,
    Department Own,
    Department Other,
    Browser Ours,
    Browser Theirs
)
{
    public static async Task<WorklistScene> CreateAsync(RegistryWebApp app)
    {
        var (own, other) = (await app.Data.CreateDepartmentAsync(), await app.Data.CreateDepartmentAsync());
        return new WorklistScene(
            app,
            own,
            other,
            await app.SignInAsync(Roles.Caseworker, own.Id),
            await app.SignInAsync(Roles.DepartmentHead, other.Id)
        );
    }

    /// <summary>A citizen with an own placement and one of the other department's, and the one flag that they make.</summary>
    public async Task<(Citizen Citizen, Flag Flag, Placement Mine, Placement Theirs)> OverlapAsync(
        string mine = "2026-06-01..2027-05-31",
        string theirs = "2026-11-01..2027-02-28"
    )
    {
        var citizen = await App.Data.CreateCitizenAsync();
        var first = await App.Data.CreatePlacementAsync(citizen, Own, mine);
        var second = await App.Data.CreatePlacementAsync(citizen, Other, theirs);
        return (citizen, await FlagAsync(citizen, FlagKind.OverlapAcross), first, second);
    }

    public Task<Flag> FlagAsync(Citizen citizen, FlagKind? kind = null) =>
        App.DbAsync(db =>
            db.Flags.AsNoTracking()
                .SingleAsync(f => f.CitizenId == citizen.Id && (kind == null || f.Kind == kind))
        );

    /// <summary>The flag of the run that the departments' placements make, and no others'.</summary>
    public Task<Flag> RunAsync(Citizen citizen, params Department[] of)
    {
        var departments = $"@{string.Join(',', of.Select(department => department.Id).Order())}";
        return App.DbAsync(db =>
            db.Flags.AsNoTracking()
                .SingleAsync(f =>
                    f.CitizenId == citizen.Id && f.ClosedOn == null && f.About.EndsWith(departments)
                )
        );
    }

    public Task<int> ChangeAsync(Placement changed, Action<Placement> change) =>
        App.DbAsync(async db =>
        {
            var placement = await db
                .Placements.Include(p => p.Citizen)
                .Include(p => p.Grants)
                .SingleAsync(p => p.Id == changed.Id);
            change(placement);
            return await db.SaveChangesAsync();
        });

    public Task<int> ChangeOtherAsync(Action<Department> change) =>
        App.DbAsync(async db =>
        {
            change(await db.Departments.SingleAsync(d => d.Id == Other.Id));
            return await db.SaveChangesAsync();
        });

    /// <summary>Fills the form in; what is <c>null</c> is left as it stands.</summary>
    public static async Task<PageAnswer> DecideAsync(
        Browser browser,
        PageAnswer form,
        FlagDecision? decision,
        string? reason = "Aftalt i netværket",
        string? until = null,
        string? with = null
    )
    {
        var fields = new Dictionary<string, string?>();
        if (decision is { } chosen)
        {
            fields["Input.Decision"] = chosen.ToString("D");
        }

        foreach (
            var (name, value) in (IEnumerable<(string, string?)>)
                [("Input.Reason", reason), ("Input.Until", until), ("Input.With", with)]
        )
        {
            if (value is not null)
            {
                fields[name] = value;
            }
        }

        return await browser.SubmitAsync(form, "main section form", fields);
    }
}
