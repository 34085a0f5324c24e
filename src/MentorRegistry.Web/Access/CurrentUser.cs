using System.Globalization;
using System.Security.Claims;
using MentorRegistry.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace MentorRegistry.Web.Access;

/// <summary>
/// Who acts: the one signed in, or the command line. History and lookups name it, and it says whose placements may be
/// changed.
/// </summary>
public sealed class CurrentUser
{
    internal const string DisplayNameClaim = "registry:name";
    internal const string DepartmentClaim = "registry:department";
    internal const string DepartmentNameClaim = "registry:department-name";

    /// <summary>The name that stands where neither a person nor the command line acts.</summary>
    public const string Nobody = "system";

    private readonly IHttpContextAccessor? _accessor;
    private readonly ClaimsPrincipal _given;

    public CurrentUser(IHttpContextAccessor accessor)
        : this(new ClaimsPrincipal(new ClaimsIdentity())) => _accessor = accessor;

    public CurrentUser(ClaimsPrincipal principal) => _given = principal;

    public bool IsSignedIn => Principal.Identity?.IsAuthenticated == true;

    /// <summary>The account; <c>null</c> for the command line and before sign-in.</summary>
    public string? Id => Principal.FindFirstValue(ClaimTypes.NameIdentifier);

    /// <summary>The name that history and logs keep: the user name, or what acts in its place.</summary>
    public string Name => Principal.Identity?.Name ?? Nobody;

    /// <summary>The name that colleagues see.</summary>
    public string DisplayName => Principal.FindFirstValue(DisplayNameClaim) ?? Name;

    /// <summary>The names of own departments, for the header.</summary>
    public IReadOnlyList<string> DepartmentNames =>
        [.. Principal.FindAll(DepartmentNameClaim).Select(claim => claim.Value).Distinct()];

    /// <summary>Own departments.</summary>
    public IReadOnlySet<long> DepartmentIds =>
        Principal
            .FindAll(DepartmentClaim)
            .Select(claim => long.Parse(claim.Value, CultureInfo.InvariantCulture))
            .ToHashSet();

    public bool IsIn(string role) => Principal.IsInRole(role);

    // Asked each time: the query that checks the session makes this object before the request's user is known.
    private ClaimsPrincipal Principal => _accessor?.HttpContext?.User ?? _given;

    /// <summary>Whether the user may register and change placements of the department: its own people only.</summary>
    public bool MayChangePlacementsOf(long departmentId) =>
        (IsIn(Roles.Caseworker) || IsIn(Roles.DepartmentHead)) && DepartmentIds.Contains(departmentId);
}

/// <summary>Puts name and departments into the session's cookie at sign-in, so that pages need no query for them.</summary>
public sealed class RegistryClaims(
    UserManager<RegistryUser> users,
    RoleManager<IdentityRole> roles,
    IOptions<IdentityOptions> options,
    RegistryDb db
) : UserClaimsPrincipalFactory<RegistryUser, IdentityRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(RegistryUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CurrentUser.DisplayNameClaim, user.DisplayName));
        if (
            !user.TwoFactorEnabled
            && SecondFactor.IsRequiredOf(identity.FindAll(ClaimTypes.Role).Select(role => role.Value))
        )
        {
            identity.AddClaim(SecondFactor.Missing);
        }

        var departments = await db.Set<UserMembership>()
            .Where(membership => membership.UserId == user.Id)
            .Join(
                db.Departments,
                m => m.DepartmentId,
                d => d.Id,
                (_, department) => new { department.Id, department.Name }
            )
            .Distinct()
            .ToListAsync();
        foreach (var department in departments)
        {
            var id = department.Id.ToString(CultureInfo.InvariantCulture);
            identity.AddClaim(new Claim(CurrentUser.DepartmentClaim, id));
            identity.AddClaim(new Claim(CurrentUser.DepartmentNameClaim, department.Name));
        }

        return identity;
    }
}
