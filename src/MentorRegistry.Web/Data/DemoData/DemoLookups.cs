using MentorRegistry.Domain.Citizens;
using MentorRegistry.Domain.Oversight;
using MentorRegistry.Domain.Sharing;
using MentorRegistry.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>
/// What the demo's people have looked up in the weeks before: mostly their own departments' citizens in working hours,
/// and some that a spot check finds unusual.
/// </summary>
internal static class DemoLookups
{
    private const int Days = 28;

    // Earlier than the hours for which a purpose holds, so that the demo still asks for one.
    private const int LatestDay = 1;

    private static readonly LookupKind[] Usual =
    [
        LookupKind.Overview,
        LookupKind.Overview,
        LookupKind.Overview,
        LookupKind.Form,
        LookupKind.Sheet,
        LookupKind.FullNumber,
    ];

    /// <summary>The lookups in the order of time, as the log keeps them. Citizens and users must have been saved.</summary>
    public static async Task AddToAsync(RegistryDb db, DemoBuilder demo, Clock clock, CancellationToken ct)
    {
        var random = new DemoRandom(20261120);
        var today = DateOnly.FromDateTime(Clock.ToCopenhagen(clock.UtcNow));
        var users = await db.Users.ToDictionaryAsync(u => u.UserName!, StringComparer.Ordinal, ct);
        var purposes = await db.LookupPurposes.OrderBy(p => p.Id).ToListAsync(ct);
        var found = new List<LookupEntry>();

        void Add(
            DemoUser by,
            DateOnly day,
            int hour,
            Citizen? citizen,
            LookupKind kind,
            LookupPurpose? purpose = null,
            string? criterion = null
        ) =>
            found.Add(
                new LookupEntry
                {
                    AtUtc = Clock.BeginningOf(day).AddHours(hour).AddSeconds(random.Next(0, 3_599)),
                    UserId = users[by.UserName].Id,
                    UserName = by.UserName,
                    CitizenId = citizen?.Id,
                    Kind = kind,
                    PurposeId = purpose?.Id,
                    PurposeName = purpose?.Name,
                    IsOwn = citizen?.Placements.Exists(p =>
                        !p.IsCancelled && p.Department!.Name == by.Department
                    ),
                    Criterion = criterion,
                }
            );

        foreach (
            var by in DemoUsers.All.Where(user =>
                user.Department is not null && users.ContainsKey(user.UserName)
            )
        )
        {
            var own = demo
                .Citizens.Where(citizen => citizen.Placements.Any(p => p.Department!.Name == by.Department))
                .ToList();
            var others = demo.Citizens.Except(own).ToList();
            for (var back = Days; back >= LatestDay; back--)
            {
                var day = today.AddDays(-back);
                if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                {
                    continue;
                }

                for (var i = random.Next(2, 6); i > 0; i--)
                {
                    var citizen = random.Pick(own);
                    var hour = random.Next(8, 15);
                    Add(by, day, hour, citizen, LookupKind.Search);
                    Add(by, day, hour, citizen, random.Pick(Usual));
                }

                if (random.IsOneIn(4))
                {
                    var citizen = random.Pick(others);
                    var purpose = random.Pick(purposes);
                    Add(by, day, 13, citizen, LookupKind.Purpose, purpose);
                    Add(by, day, 13, citizen, LookupKind.Overview, purpose);
                }
            }

            // Late in the evening, and a number that nobody has.
            Add(by, today.AddDays(-random.Next(3, 20)), 21, random.Pick(own), LookupKind.Overview);
            Add(
                by,
                today.AddDays(-random.Next(3, 20)),
                10,
                citizen: null,
                LookupKind.Search,
                criterion: demo.FreeNumber().Digits
            );
        }

        PlantUnusual(demo, today, Add);
        db.Lookups.AddRange(found.OrderBy(lookup => lookup.AtUtc));
        await db.SaveChangesAsync(ct);
    }

    private delegate void AddLookup(
        DemoUser by,
        DateOnly day,
        int hour,
        Citizen? citizen,
        LookupKind kind,
        LookupPurpose? purpose = null,
        string? criterion = null
    );

    private static void PlantUnusual(DemoBuilder demo, DateOnly today, AddLookup add)
    {
        var busy = DemoUsers.All[1];
        var day = today.AddDays(-9);
        foreach (var citizen in demo.Citizens.TakeLast(60))
        {
            add(busy, day, 11, citizen, LookupKind.Overview);
        }

        foreach (var by in DemoUsers.All.Where(user => user.Department is not null))
        {
            var sameSurname = demo.Citizens.Find(citizen =>
                LookupPattern.HasSameSurname(citizen.Name, by.DisplayName)
            );
            if (sameSurname is not null)
            {
                add(by, today.AddDays(-6), 12, sameSurname, LookupKind.Overview);
            }
        }
    }
}
