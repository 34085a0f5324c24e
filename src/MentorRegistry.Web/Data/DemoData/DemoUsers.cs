using System.Globalization;
using System.Text;
using MentorRegistry.Web.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.DemoData;

/// <summary>One of the people that the demo signs in as.</summary>
/// <param name="UserName">What is typed at sign-in.</param>
/// <param name="DisplayName">The name that colleagues see.</param>
/// <param name="Role">The role.</param>
/// <param name="Department">Where the user works; <c>null</c> = in no department.</param>
public sealed record DemoUser(string UserName, string DisplayName, string Role, string? Department = null);

/// <summary>The people that the demo signs in as; the program prints them when it starts.</summary>
public static class DemoUsers
{
    /// <summary>One password for all of them. It opens invented data only.</summary>
    public const string Password = "vis-mig-mentorerne-2026";

    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new("sagsbehandler", "Birgit Østergaard", Roles.Caseworker, DemoReference.Employment),
        new("sagsbehandler.psykiatri", "Mikkel Abildgård", Roles.Caseworker, DemoReference.Psychiatry),
        new("sagsbehandler.handicap", "Inger Lykkegaard", Roles.Caseworker, DemoReference.Disability),
        new("sagsbehandler.boern", "Søren Ålbæk", Roles.Caseworker, DemoReference.Children),
        new("leder", "Lisbeth Nørregaard", Roles.DepartmentHead, DemoReference.Employment),
        new("administrator", "Torben Højgaard", Roles.Administrator),
        new("tilsyn", "Annegrethe Bæk", Roles.Auditor),
    ];

    /// <summary>Prints, once the program listens, where it does and who may sign in.</summary>
    public static void AnnounceWhenStarted(WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var text = new StringBuilder()
                .AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Mentorregister (demo): {string.Join(" ", app.Urls)}"
                )
                .AppendLine(CultureInfo.InvariantCulture, $"Adgangskode til alle demobrugere: {Password}");
            foreach (var user in All)
            {
                var place = user.Department is null ? "" : $", {user.Department}";
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"  {user.UserName, -24} {user.DisplayName} ({user.Role}{place})"
                );
            }

            text.AppendLine("Koden fra appen, som nogle af dem skal bruge, viser demoen selv.");
            // In one piece, so that no line of the log comes between.
            Console.WriteLine(text.ToString());
        });

    /// <summary>Adds the users, except where somebody has the user name already.</summary>
    internal static async Task AddToAsync(
        RegistryDb db,
        UserManager<RegistryUser> users,
        SecondFactor secondFactor,
        DemoReference reference,
        CancellationToken ct
    )
    {
        var roleIds = await db.Roles.ToDictionaryAsync(role => role.Name!, role => role.Id, ct);
        var taken = await db.Users.Select(user => user.NormalizedUserName).ToListAsync(ct);
        // Hashing is slow by design, and the password is one: hashed once for all.
        string? hash = null;
        foreach (var demoUser in All)
        {
            var user = new RegistryUser
            {
                UserName = demoUser.UserName,
                NormalizedUserName = users.NormalizeName(demoUser.UserName),
                DisplayName = demoUser.DisplayName,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                LockoutEnabled = true,
            };
            if (taken.Contains(user.NormalizedUserName))
            {
                continue;
            }

            if (demoUser.Role == Roles.DepartmentHead)
            {
                // The monthly digest goes there.
                user.Email = $"{demoUser.UserName}@example.dk";
                user.NormalizedEmail = users.NormalizeEmail(user.Email);
            }

            user.PasswordHash = hash ??= users.PasswordHasher.HashPassword(user, Password);
            if (demoUser.Department is { } department)
            {
                user.Memberships.Add(
                    new UserMembership { DepartmentId = reference.Department(department).Id }
                );
            }

            db.Users.Add(user);
            if (SecondFactor.IsRequiredOf([demoUser.Role]))
            {
                // Nobody's phone has the key: the code's page shows the code (DemoCodes).
                await secondFactor.KeepKeyAsync(user, users.GenerateNewAuthenticatorKey(), ct);
            }

            db.UserRoles.Add(
                new IdentityUserRole<string> { UserId = user.Id, RoleId = roleIds[demoUser.Role] }
            );
        }
    }
}
