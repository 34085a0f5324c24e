using System.Globalization;
using MentorRegistry.Domain;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Pages.Administration;

/// <summary>
/// Where a user works, as the boxes of the form have it: the number of a department, or "department/unit".
/// </summary>
internal static class UserPlaces
{
    public static string Of(UserMembership membership) => Value(membership.DepartmentId, membership.UnitId);

    /// <summary>Departments and, after each, its units: those in use, and those that the user has.</summary>
    public static async Task<List<Choice>> ChoicesAsync(
        RegistryDb db,
        DateOnly today,
        RegistryUser? user,
        IReadOnlyCollection<string> chosen,
        CancellationToken ct
    )
    {
        var departments = await db
            .Departments.AsNoTracking()
            .Include(d => d.Units)
            .OrderBy(d => d.Name)
            .ToListAsync(ct);
        var own = user?.Memberships.Select(Of).ToHashSet(StringComparer.Ordinal) ?? [];
        return
        [
            .. departments
                .SelectMany(WithUnits)
                .Where(place => own.Contains(place.Value) || !(place.Row.ValidTo < today))
                .Select(place => new Choice(place.Value, place.Name, chosen.Contains(place.Value))),
        ];
    }

    /// <summary>Gives the user these places and no others; whether that changed anything.</summary>
    public static bool Set(RegistryDb db, RegistryUser user, IReadOnlyCollection<string> places)
    {
        var gone = user.Memberships.FindAll(place => !places.Contains(Of(place)));
        var added = places.Distinct().Except(user.Memberships.Select(Of)).ToList();
        db.RemoveRange(gone);
        foreach (var parts in added.Select(place => place.Split('/')))
        {
            user.Memberships.Add(
                new UserMembership
                {
                    DepartmentId = long.Parse(parts[0], CultureInfo.InvariantCulture),
                    UnitId = parts.Length > 1 ? long.Parse(parts[1], CultureInfo.InvariantCulture) : null,
                }
            );
        }

        return gone.Count + added.Count > 0;
    }

    private static IEnumerable<(IDated Row, string Value, string Name)> WithUnits(Department department) =>
        department
            .Units.OrderBy(unit => unit.Name, Languages.NameOrder)
            .Select(unit => ((IDated)unit, Value(department.Id, unit.Id), $"{department.Name}: {unit.Name}"))
            .Prepend((department, Value(department.Id, null), department.Name));

    private static string Value(long department, long? unit) =>
        unit is null ? Number(department) : $"{Number(department)}/{Number(unit.Value)}";

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);
}
