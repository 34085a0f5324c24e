using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MentorRegistry.Web.Access;

/// <summary>Who may open a page.</summary>
/// <param name="Page">The page's path below Pages/ (or the route of an endpoint that is no page).</param>
/// <param name="Roles">The roles that may open it; none = everybody signed in.</param>
/// <param name="IsAnonymous">Whether it opens without sign-in.</param>
/// <param name="MenuText">The key of its word in the main menu, where it stands there.</param>
/// <param name="Under">The page of the menu that it stands under, where its address does not say so.</param>
public sealed record PageAccessRow(
    string Page,
    string[] Roles,
    bool IsAnonymous = false,
    string? MenuText = null,
    string? Under = null
);

/// <summary>
/// THE table of which role may open which page. What has no row is refused. In the menu's order, so that the menu is
/// this table too.
/// </summary>
public static class PageAccess
{
    private static readonly string[] Casework = [Access.Roles.Caseworker, Access.Roles.DepartmentHead];
    private static readonly string[] Loading = [Access.Roles.DepartmentHead, Access.Roles.Administrator];
    private static readonly string[] Heading = [Access.Roles.DepartmentHead];
    private static readonly string[] Keeping = [Access.Roles.Administrator];
    private static readonly string[] Pricing = [.. Casework, .. Keeping];
    private static readonly string[] Overseeing = [Access.Roles.Auditor];
    private static readonly string[] Erasing = [Access.Roles.Auditor, Access.Roles.Administrator];
    private static readonly string[] SignedIn = [];

    public static IReadOnlyList<PageAccessRow> Table { get; } =
    [
        new("/Index", SignedIn, MenuText: "Menu_Start"),
        new("/MyDepartment/Index", Casework, MenuText: "Menu_MyDepartment"),
        new("/Flags/Index", Casework, MenuText: "Menu_Flags"),
        new("/Flags/Decide", Casework),
        new("/Flags/Several", Casework),
        new("/Hours/Index", Casework, MenuText: "Menu_Hours"),
        new("/Hours/Sheet", Casework),
        new("/Hours/Close", Heading),
        new("/Hours/Invoices", Casework),
        new("/Hours/Invoice", Casework),
        new("/Citizens/Overview", Casework),
        new("/Citizens/Sheet", Casework),
        new("/Citizens/Edit", Casework),
        new("/Citizens/Purpose", Casework),
        new("/Citizens/Sharing", Casework),
        new("/Placements/Register", Casework),
        new("/Placements/Extend", Casework),
        new("/Placements/Change", Casework),
        new("/Placements/End", Casework),
        new("/Placements/Cancel", Casework),
        new("/Providers/Index", Pricing, MenuText: "Menu_Providers"),
        new("/Providers/Rates", Pricing),
        new("/Providers/EditRate", Keeping),
        new("/Providers/EditCorpsAccount", Keeping),
        // Counts without persons. Of other departments small ones are hidden, as from the public (Statistics/StatisticsScopes).
        new("/Statistics/Index", Pricing, MenuText: "Menu_Statistics"),
        new("/Statistics/Papers", Loading),
        new("/Statistics/NewPaper", Loading),
        new("/Statistics/Paper", Loading),
        // Counts alone, small ones of others' departments joined.
        new("/Statistics/Effect", Pricing),
        new("/Statistics/Benchmark", Pricing),
        new("/Statistics/BenchmarkImport", Keeping),
        new("/Statistics/BenchmarkYear", Keeping),
        new("/Statistics/BenchmarkNotes", Keeping),
        new("/Budget/Index", Loading, MenuText: "Menu_Budget"),
        new("/Costs/Index", Loading, Under: "/Budget/Index"),
        new("/Budget/Edit", Keeping),
        new("/Budget/EditCeiling", Keeping),
        // A digest is counts and kroner: an administrator, who opens no citizen, may see another's.
        new("/Digests/Preview", Loading),
        new("/Digests/Index", Loading, MenuText: "Menu_Digests"),
        new("/Digests/Mail", Loading),
        new("/Digests/Send", Keeping),
        new("/Imports/Placements", Loading, MenuText: "Menu_Import"),
        new("/Imports/Hours", Loading, Under: "/Imports/Placements"),
        new("/Administration/Index", Keeping, MenuText: "Menu_Administration"),
        new("/Administration/Departments", Keeping),
        new("/Administration/EditDepartment", Keeping),
        new("/Administration/EditUnit", Keeping),
        new("/Administration/TargetGroups", Keeping),
        new("/Administration/EditTargetGroup", Keeping),
        new("/Administration/LegalBases", Keeping),
        new("/Administration/EditLegalBasis", Keeping),
        new("/Administration/Categories", Keeping),
        new("/Administration/EditCategory", Keeping),
        new("/Administration/EditProvider", Keeping),
        new("/Administration/Mentors", Keeping),
        new("/Administration/EditMentor", Keeping),
        new("/Administration/SharingGrounds", Keeping),
        new("/Administration/EditSharingGround", Keeping),
        new("/Administration/LookupPurposes", Keeping),
        new("/Administration/EditLookupPurpose", Keeping),
        new("/Administration/Outcomes", Keeping),
        new("/Administration/EditOutcome", Keeping),
        new("/Administration/Measures", Keeping),
        new("/Administration/EditMeasure", Keeping),
        new("/Administration/FlagRules", Keeping),
        new("/Administration/EditFlagRules", Keeping),
        new("/Administration/Jobs", Keeping),
        new("/Administration/Users", Keeping),
        new("/Administration/EditUser", Keeping),
        new("/Administration/StandIns", Keeping),
        new("/Oversight/Index", Overseeing, MenuText: "Menu_Oversight"),
        new("/Oversight/Log", Overseeing),
        new("/Oversight/SpotChecks", Overseeing),
        new("/Oversight/SpotCheck", Overseeing),
        new("/Oversight/Judge", Overseeing),
        new("/Oversight/Insight", Overseeing),
        new("/Oversight/CitizenFile", Overseeing),
        new("/Oversight/Erasure", Erasing),
        new("/Account/SignIn", SignedIn, IsAnonymous: true),
        new("/Account/SignInCode", SignedIn, IsAnonymous: true),
        new("/Account/ChoosePassword", SignedIn, IsAnonymous: true),
        new("/Account/SignOut", SignedIn),
        new("/Account/StaySignedIn", SignedIn),
        new("/Account/Index", SignedIn),
        new("/Account/Confirm", SignedIn),
        new("/Account/Email", SignedIn),
        new("/Account/Mail", SignedIn),
        new("/Account/SecondFactor", SignedIn),
        new("/Account/ChangePassword", SignedIn),
        new("/Language", SignedIn, IsAnonymous: true),
        new("/Error", SignedIn, IsAnonymous: true),
        new("/health/live", SignedIn, IsAnonymous: true),
        new("/health/ready", SignedIn, IsAnonymous: true),
        new("/health/digests", SignedIn, IsAnonymous: true),
    ];

    private static readonly Dictionary<string, PageAccessRow> ByPage = Table.ToDictionary(
        row => row.Page,
        StringComparer.Ordinal
    );

    /// <summary>The row of an endpoint; <c>null</c> = refused.</summary>
    public static PageAccessRow? RowOf(Endpoint? endpoint) =>
        NameOf(endpoint) is { } name ? ByPage.GetValueOrDefault(name) : null;

    /// <summary>What the table calls an endpoint.</summary>
    public static string? NameOf(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath
        ?? (endpoint as RouteEndpoint)?.RoutePattern.RawText;

    /// <summary>Whether the user may open the row's page.</summary>
    public static bool Allows(PageAccessRow row, CurrentUser user) =>
        row.IsAnonymous || (user.IsSignedIn && (row.Roles.Length == 0 || row.Roles.Any(user.IsIn)));

    /// <summary>Whether the user may open the page of the table.</summary>
    public static bool MayOpen(string page, CurrentUser user) => Allows(ByPage[page], user);

    /// <summary>Whether the user has the field to look a citizen up.</summary>
    public static bool MayLookUp(CurrentUser user) => MayOpen("/Citizens/Overview", user);

    /// <summary>The main menu as this user has it.</summary>
    public static IEnumerable<PageAccessRow> MenuOf(CurrentUser user) =>
        Table.Where(row => row.MenuText is not null && Allows(row, user));
}

/// <summary>The fallback policy of every endpoint: ask the table.</summary>
public sealed class PageAccessRequirement : IAuthorizationRequirement;

public sealed class PageAccessHandler : AuthorizationHandler<PageAccessRequirement>
{
    protected override Task HandleRequirementAsync(
        AuthorizationHandlerContext context,
        PageAccessRequirement requirement
    )
    {
        if (
            context.Resource is HttpContext http
            && (
                http.GetEndpoint() is null
                || (
                    PageAccess.RowOf(http.GetEndpoint()) is { } row
                    && PageAccess.Allows(row, new CurrentUser(context.User))
                )
            )
        )
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
