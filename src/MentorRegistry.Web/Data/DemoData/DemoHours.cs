using MentorRegistry.Domain;
using MentorRegistry.Domain.Hours;
using MentorRegistry.Domain.Money;
using MentorRegistry.Domain.Placements;
using MentorRegistry.Domain.Providers;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// What the demo's mentors have delivered since the year began: the internal corps week by week in the latest months, the
/// others by the month, as providers tell it. The month before today is still being told; those before it are closed.
/// </summary>
internal static class DemoHours
{
    private const int WeeksFor = 3;

    /// <summary>Adds the lines and the closed months; the placements are saved.</summary>
    public static async Task AddToAsync(RegistryDb db, DemoBuilder demo, CancellationToken ct)
    {
        var thisMonth = MonthWeeks.MonthOf(demo.Today).First;
        var latest = thisMonth.AddMonths(-1);
        var departments = await db.Departments.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(ct);
        for (var month = new DateOnly(latest.Year, 1, 1); month <= thisMonth; month = month.AddMonths(1))
        {
            foreach (var placement in demo.Citizens.SelectMany(citizen => citizen.Placements))
            {
                AddTo(db, demo, placement, month, latest);
            }

            if (month < latest)
            {
                db.HoursMonths.AddRange(
                    departments.Select(id => new HoursMonth
                    {
                        DepartmentId = id,
                        Month = month,
                        IsClosed = true,
                        ClosedOn = month.AddMonths(1).AddDays(4),
                        ClosedBy = "Lisbeth Nørregaard",
                    })
                );
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private static void AddTo(
        RegistryDb db,
        DemoBuilder demo,
        Placement placement,
        DateOnly month,
        DateOnly latest
    )
    {
        var days = MonthWeeks.MonthOf(month);
        if (placement.IsCancelled || !placement.Period.Overlaps(days))
        {
            return;
        }

        var isByWeek =
            placement.Provider!.Kind == ProviderKind.InternalCorps && month > latest.AddMonths(-WeeksFor);
        // Not all has been told of the latest month, and of this one only what the corps has written as it went.
        if (month >= latest && (isByWeek ? demo.Random.IsOneIn(8) : month > latest || demo.Random.IsOneIn(3)))
        {
            return;
        }

        foreach (var part in isByWeek ? MonthWeeks.Of(month) : [days])
        {
            if (!placement.Period.Overlaps(part) || part.LastOrForever >= demo.Today)
            {
                continue;
            }

            var granted = HoursRules.GrantedMinutes(placement.Grants, placement.Period, part);
            // From six to ten tenths of it, in quarters of an hour, and never more than the month is granted.
            var delivered = Math.Min(granted * demo.Random.Next(6, 10) / 10, granted) / 15 * 15;
            var doors = demo.Random.IsOneIn(9) ? 1 : 0;
            var rate = RateRules.On(placement.Provider.Rates, part.First);
            // A month with hours that have no price could not be closed.
            if ((delivered == 0 && doors == 0) || rate is null)
            {
                continue;
            }

            var line = new HoursLine(part)
            {
                PlacementId = placement.Id,
                CitizenId = placement.CitizenId,
                DepartmentId = placement.DepartmentId,
                ProviderId = placement.ProviderId,
            };
            // A closed door is paid with half an hour.
            line.Set(
                new HoursAmount(delivered, Math.Min(delivered + (doors * 30), granted / 15 * 15), doors),
                rate.OrePerHour
            );
            db.HoursLines.Add(line);
        }
    }
}
