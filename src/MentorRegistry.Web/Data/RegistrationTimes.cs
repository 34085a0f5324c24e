using MentorRegistry.Domain.Placements;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace MentorRegistry.Web.Data;

/// <summary>
/// When something was registered here, whatever day it is about: the digest tells what was registered since the one before
/// (issue 5). A time that somebody gave stays.
/// </summary>
internal static class RegistrationTimes
{
    public static void Set(ChangeTracker tracker, DateTime nowUtc)
    {
        foreach (var entry in tracker.Entries())
        {
            switch (entry)
            {
                case { Entity: Grant grant, State: EntityState.Added }:
                    Set(grant, nowUtc);
                    break;
                case { Entity: Placement placement, State: EntityState.Added }:
                    Set(placement, nowUtc);
                    break;
                case { Entity: Placement placement, State: EntityState.Modified }
                    when entry.Property(nameof(Placement.EndedOn)).IsModified:
                    placement.EndedUtc = placement.EndedOn is null ? null : nowUtc;
                    break;
            }
        }
    }

    public static void Set(Grant grant, DateTime nowUtc)
    {
        if (grant.RegisteredUtc == default)
        {
            grant.RegisteredUtc = nowUtc;
        }
    }

    public static void Set(Placement placement, DateTime nowUtc) =>
        placement.EndedUtc ??= placement.EndedOn is null ? null : nowUtc;
}
