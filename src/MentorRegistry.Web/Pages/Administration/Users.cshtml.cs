using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>Those who can sign in. Closed accounts count as ended.</summary>
public sealed class UsersModel(
    RegistryDb db,
    Clock clock,
    IStringLocalizer<SharedText> texts,
    IStringLocalizer<DigestMailText> mailText
) : ReferenceListModel(clock)
{
    public override string EditPage => "/Administration/EditUser";

    public override IReadOnlyList<string> Columns => ["UserName", "Roles", "Departments"];

    public override bool HasPeriod => false;

    protected override async Task<List<ReferenceRow>> LoadAsync(CancellationToken ct)
    {
        var users = await db
            .Users.Select(user => new
            {
                user.Id,
                user.UserName,
                user.DisplayName,
                user.IsDisabled,
                user.WantsDigest,
                Roles = db
                    .UserRoles.Where(held => held.UserId == user.Id)
                    .Join(db.Roles, held => held.RoleId, role => role.Id, (_, role) => role.Name!)
                    .ToList(),
                Departments = user
                    .Memberships.Join(db.Departments, m => m.DepartmentId, d => d.Id, (_, d) => d.Name)
                    .ToList(),
            })
            .AsSplitQuery()
            .ToListAsync(ct);
        return users.ConvertAll(user => new ReferenceRow(
            user.Id,
            user.DisplayName,
            user.UserName,
            string.Join(", ", Roles.All.Intersect(user.Roles).Select(role => texts[$"Role_{role}"].Value))
                + (
                    !user.WantsDigest && user.Roles.Contains(Roles.DepartmentHead)
                        ? $" ({mailText["Unsubscribed"]})"
                        : ""
                ),
            string.Join(", ", user.Departments.Distinct().Order())
        )
        {
            IsClosed = user.IsDisabled,
        });
    }
}
