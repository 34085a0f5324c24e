using MentorRegistry.Domain.Placements;
using MentorRegistry.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Tests.Pages.Placements;

/// <summary>Placements as they must be loaded to be changed: with their citizen, whose version moves too.</summary>
internal static class Loaded
{
    public static Task<Placement> PlacementAsync(RegistryDb db, long id) =>
        db
            .Placements.Include(placement => placement.Citizen)
            .Include(placement => placement.Grants)
            .SingleAsync(placement => placement.Id == id);
}
