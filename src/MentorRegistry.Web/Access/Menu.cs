using System.Security.Claims;

namespace MentorRegistry.Web.Access;

/// <summary>What stands in the header for this person. Reads only claims: error pages show it without a database.</summary>
public static class Menu
{
    /// <summary>The main menu, only what the person's roles may open.</summary>
    public static IReadOnlyList<MenuItem> For(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true
            ? [new("/", "Menu_Start"), new("/MyDepartment", "Menu_MyDepartment")]
            : [];

    /// <summary>Whether the search field for citizens is shown.</summary>
    public static bool MaySearch(ClaimsPrincipal user) => user.Identity?.IsAuthenticated is true;

    /// <summary>The person's name and department as the header says them.</summary>
    public static (string? Name, string? Department) Who(ClaimsPrincipal user) =>
        (user.FindFirstValue(ClaimTypes.GivenName) ?? user.Identity?.Name, user.FindFirstValue("department"));
}
