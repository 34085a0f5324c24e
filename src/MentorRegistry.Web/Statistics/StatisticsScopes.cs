using System.Globalization;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace MentorRegistry.Web.Statistics;

/// <summary>Whose placements somebody may have counted.</summary>
/// <param name="Key">As an address says it.</param>
/// <param name="Name">As a person reads it.</param>
/// <param name="DepartmentIds">The departments; <c>null</c> = all.</param>
/// <param name="IsMasked">Whether small numbers are hidden from the reader.</param>
/// <param name="IsOwn">Whether the reader may open the placements behind a number.</param>
public sealed record StatisticsScope(
    string Key,
    string Name,
    IReadOnlyList<long>? DepartmentIds,
    bool IsMasked,
    bool IsOwn
)
{
    /// <summary>The only department, where it is one.</summary>
    public long? DepartmentId => DepartmentIds is [var only] ? only : null;
}

/// <summary>
/// Who may have what counted. A department's own people see its numbers whole. Of the whole municipality they see what the
/// public would: a small number of another department can tell of somebody's health. Administrators, who open no citizen,
/// see all numbers.
/// </summary>
public sealed class StatisticsScopes(RegistryDb db, CurrentUser user, IStringLocalizer<StatisticsText> texts)
{
    public const string All = "all";
    public const string Own = "own";

    /// <summary>What the user may choose, the usual first.</summary>
    public async Task<IReadOnlyList<StatisticsScope>> ChoicesAsync(CancellationToken ct)
    {
        var own = user.DepartmentIds;
        var seesAll = user.IsIn(Roles.Administrator);
        var opens = PageAccess.MayOpen("/MyDepartment/Index", user);
        var departments = (await db.Departments.Select(d => new { d.Id, d.Name }).ToListAsync(ct))
            .Where(d => seesAll || own.Contains(d.Id))
            .OrderBy(d => d.Name, Languages.NameOrder)
            .Select(d => new StatisticsScope(
                d.Id.ToString(CultureInfo.InvariantCulture),
                d.Name,
                [d.Id],
                IsMasked: false,
                IsOwn: opens && own.Contains(d.Id)
            ))
            .ToList();
        var all = new StatisticsScope(All, texts["Scope_All"], null, IsMasked: !seesAll, IsOwn: false);
        if (seesAll)
        {
            return [all, .. departments];
        }

        return departments.Count > 1
            ?
            [
                new StatisticsScope(Own, texts["Scope_Own"], [.. own], IsMasked: false, IsOwn: opens),
                .. departments,
                all,
            ]
            : [.. departments, all];
    }
}
