using MentorRegistry.Domain;
using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data;

/// <summary>Questions about placements that several pages ask.</summary>
public static class PlacementQueries
{
    /// <summary>
    /// Those that are not cancelled and have one of the days: <see cref="DatePeriod.Overlaps"/> as SQL. By the last day as the
    /// index of a department's placements has it.
    /// </summary>
    public static IQueryable<Placement> WithDaysIn(this IQueryable<Placement> placements, DatePeriod days)
    {
        var last = days.LastOrForever;
        return placements.Where(p =>
            !p.IsCancelled
            && p.First <= last
            && days.First <= EF.Property<DateOnly>(p, RegistryMappings.LastDay)
        );
    }
}
