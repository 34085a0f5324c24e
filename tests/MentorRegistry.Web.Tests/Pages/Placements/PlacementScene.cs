using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Placements;

/// <summary>A caseworker of a department, a citizen, and what there is to choose among.</summary>
public sealed class PlacementScene
{
    public required RegistryWebApp App { get; init; }

    public required Department Department { get; init; }

    public required Citizen Citizen { get; init; }

    public required Mentor Mentor { get; init; }

    public required TargetGroup TargetGroup { get; init; }

    public required LegalBasis LegalBasis { get; init; }

    public required Browser Browser { get; init; }

    public string RegisterPath => $"/Placements/Register?citizen={Citizen.Reference}";

    public static async Task<PlacementScene> CreateAsync(RegistryWebApp app, int? longestGrantMonths = null)
    {
        var department = await app.Data.CreateDepartmentAsync();
        var scene = new PlacementScene
        {
            App = app,
            Department = department,
            Citizen = await app.Data.CreateCitizenAsync(),
            Mentor = await app.Data.CreateMentorAsync(),
            TargetGroup = await app.Data.CreateTargetGroupAsync(department: department),
            LegalBasis = await app.Data.CreateLegalBasisAsync(
                department: department,
                longestGrantMonths: longestGrantMonths
            ),
            Browser = await app.SignInAsync(Roles.Caseworker, department.Id),
        };
        await app.GivePurposeAsync(scene.Browser, scene.Citizen);
        return scene;
    }

    /// <summary>What a person fills in; the rest stands in the form already.</summary>
    public Dictionary<string, string?> Fields(string first = "01-12-2026", string last = "31-05-2027") =>
        new()
        {
            ["Input.TargetGroupId"] = $"{TargetGroup.Id}",
            ["Input.LegalBasisId"] = $"{LegalBasis.Id}",
            ["Input.ProviderId"] = $"{Mentor.ProviderId}",
            ["Input.MentorId"] = $"{Mentor.Id}",
            ["Input.First"] = first,
            ["Input.Last"] = last,
            ["Input.Hours"] = "4,25",
        };

    /// <summary>A placement of the scene's own department and mentor.</summary>
    public Task<Placement> CreatePlacementAsync(
        string days = "2026-06-01..2026-11-30",
        string[]? furtherGrants = null,
        bool cancelled = false
    ) =>
        App.Data.CreatePlacementAsync(
            Citizen,
            Department,
            days,
            Mentor,
            targetGroup: TargetGroup,
            legalBasis: LegalBasis,
            furtherGrants: furtherGrants,
            cancelled: cancelled
        );

    public Task<List<Placement>> PlacementsAsync() =>
        App.DbAsync(db =>
            db.Placements.Include(placement => placement.Grants)
                .Where(placement => placement.CitizenId == Citizen.Id)
                .OrderBy(placement => placement.Id)
                .ToListAsync()
        );

    public async Task<PageAnswer> SubmitAsync(
        PageAnswer page,
        Dictionary<string, string?>? values = null,
        string? button = null,
        bool forged = false
    ) =>
        await Browser.SubmitAsync(
            page,
            "main form:has([name^='Input.']), main form[action*=Reopen]",
            values,
            button,
            forged
        );

    /// <summary>The errors of the summary, each with the field that it leads to.</summary>
    public static IReadOnlyList<(string Field, string Text)> Errors(PageAnswer page) =>
        [
            .. page
                .Document.QuerySelectorAll("[data-module=error-summary] li")
                .Select(item =>
                    (item.QuerySelector("a")?.GetAttribute("href") ?? "", item.TextContent.Trim())
                ),
        ];

    /// <summary>The page was left for the citizen's overview: it is saved.</summary>
    public void AssertSaved(PageAnswer answer) => Assert.Equal($"/Citizens/{Citizen.Reference}", answer.Path);
}
