using MentorRegistry.Domain.Citizens;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Erasing;

/// <summary>What has been kept for as long as it may be: THE rule, for the list, the erasure itself and Start.</summary>
public sealed class DueForErasure(RegistryDb db, Clock clock, RegistrySettings settings)
{
    /// <summary>
    /// Citizens whose last placement ended more than Retention:CitizenYears ago. Who never had one counts from the
    /// registration, and so does a cancelled placement, which has no days. A basis for sharing that was recorded since
    /// keeps its citizen: somebody is at work there.
    /// </summary>
    public IQueryable<Citizen> Citizens()
    {
        var keptFrom = clock.Today.AddYears(-settings.Retention.CitizenYears);
        // UTC's midnight is an hour or two behind Copenhagen's: never too early.
        var keptFromUtc = keptFrom.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(-1);
        return db.Citizens.Where(citizen =>
            !db.Placements.Any(p =>
                p.CitizenId == citizen.Id
                && !p.IsCancelled
                && EF.Property<DateOnly>(p, RegistryMappings.LastDay) >= keptFrom
            )
            && !db.Placements.Any(p =>
                p.CitizenId == citizen.Id && p.IsCancelled && p.RegisteredUtc >= keptFromUtc
            )
            && !db.SharingBases.Any(b => b.CitizenId == citizen.Id && b.RecordedUtc >= keptFromUtc)
            && (
                citizen.RegisteredUtc < keptFromUtc
                || db.Placements.Any(p => p.CitizenId == citizen.Id && !p.IsCancelled)
            )
        );
    }

    /// <summary>Rows of the access log from before this instant are due.</summary>
    public DateTime LookupsBeforeUtc => clock.UtcNow.AddMonths(-settings.Retention.LookupMonths);

    /// <summary>Rows of the access log that are due.</summary>
    public IQueryable<LookupEntry> Lookups(DateTime beforeUtc) =>
        db.Lookups.Where(lookup => lookup.Erased == null && lookup.AtUtc < beforeUtc);
}
