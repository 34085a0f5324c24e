using System.CommandLine;
using System.Globalization;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Localization;
using MentorRegistry.Web.Pages.Administration;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Commands;

/// <summary>`user create`: how the first administrator comes to be.</summary>
public static class UserCommands
{
    public static Command Create()
    {
        var name = new Argument<string>("user-name") { Description = "What the user signs in with." };
        var displayName = new Option<string>("--name")
        {
            Description = "The name that colleagues see.",
            Required = true,
        };
        var role = new Option<string[]>("--role")
        {
            Description = $"{string.Join(", ", Roles.All)}; may be given several times.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var department = new Option<string[]>("--department")
        {
            Description = "The name of a department that the user works for; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var unit = new Option<string[]>("--unit")
        {
            Description =
                "A unit that the user works for, as \"department/unit\"; may be given several times.",
            AllowMultipleArgumentsPerToken = true,
        };
        var email = new Option<string?>("--email") { Description = "Where mails to the user go." };
        var create = new Command(
            "create",
            "Makes a user. The password is read from standard input, never from the command line."
        )
        {
            name,
            displayName,
            role,
            department,
            unit,
            email,
        };
        create.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) =>
                        RunAsync(
                            services,
                            new NewUser(
                                parsed.GetRequiredValue(name),
                                parsed.GetRequiredValue(displayName),
                                parsed.GetRequiredValue(role),
                                parsed.GetValue(department) ?? [],
                                parsed.GetValue(unit),
                                parsed.GetValue(email)
                            ),
                            Console.In,
                            Console.Out,
                            Console.Error,
                            token
                        ),
                    ct
                )
        );
        return new Command("user", "Users of the registry.") { create };
    }

    /// <summary>The command itself; the exit code.</summary>
    public static async Task<int> RunAsync(
        IServiceProvider services,
        NewUser wanted,
        TextReader input,
        TextWriter output,
        TextWriter errors,
        CancellationToken ct
    )
    {
        // The command line speaks English; a refused password is told of by the pages' own texts.
        CultureInfo.CurrentUICulture = Languages.English;
        var db = services.GetRequiredService<RegistryDb>();
        var users = services.GetRequiredService<UserManager<RegistryUser>>();
        var known = await db.Departments.Include(d => d.Units).OrderBy(d => d.Name).ToListAsync(ct);
        if (UserInput.EmailProblem(wanted.Email) is { } problem)
        {
            await errors.WriteLineAsync(problem);
            return 1;
        }

        var user = new RegistryUser
        {
            UserName = wanted.UserName,
            DisplayName = wanted.DisplayName,
            Email = wanted.Email?.Trim(),
        };
        foreach (var name in wanted.Departments)
        {
            var department = known.Find(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase));
            if (department is null)
            {
                await errors.WriteLineAsync(
                    known.Count == 0
                        ? $"No department is called “{name}”: there are no departments yet. "
                            + "Make the first user without --department."
                        : $"No department is called “{name}”. There are: {string.Join(", ", known.Select(d => d.Name))}."
                );
                return 1;
            }

            user.Memberships.Add(new UserMembership { DepartmentId = department.Id });
        }

        foreach (var name in wanted.Units ?? [])
        {
            var places = known
                .SelectMany(d => d.Units, (d, u) => (Department: d, Unit: u, Name: $"{d.Name}/{u.Name}"))
                .ToList();
            var (department, found, _) = places.Find(place =>
                string.Equals(place.Name, name, StringComparison.OrdinalIgnoreCase)
            );
            if (found is null)
            {
                await errors.WriteLineAsync(
                    places.Count == 0
                        ? $"No unit is called “{name}”: there are no units yet."
                        : $"No unit is called “{name}”. There are: {string.Join(", ", places.Select(place => place.Name))}."
                );
                return 1;
            }

            user.Memberships.Add(new UserMembership { DepartmentId = department.Id, UnitId = found.Id });
        }

        if (!Console.IsInputRedirected)
        {
            await errors.WriteAsync($"Password (at least {SignInSetup.ShortestPassword} characters): ");
        }

        var password = await input.ReadLineAsync(ct) ?? "";
        var result = await db.InOneTransactionAsync(
            async () =>
            {
                var made = await users.CreateAsync(user, password);
                if (!made.Succeeded)
                {
                    return made;
                }

                var given = await users.AddToRolesAsync(user, wanted.Roles);
                if (given.Succeeded)
                {
                    var alarms = services.GetRequiredService<AuditorAlarms>();
                    foreach (var kind in AuditorAlarms.Of(wanted.Roles, wanted.Roles))
                    {
                        await alarms.RaiseAsync(kind, user.Id, ct);
                    }
                }

                return given;
            },
            ct
        );
        foreach (var error in result.Errors)
        {
            await errors.WriteLineAsync(error.Description);
        }

        if (result.Succeeded)
        {
            await output.WriteLineAsync($"{wanted.UserName} can sign in.");
        }

        return result.Succeeded ? 0 : 1;
    }
}

/// <summary>The user to be made, as the command was told.</summary>
/// <param name="Departments">By name.</param>
/// <param name="Units">As "department/unit".</param>
public sealed record NewUser(
    string UserName,
    string DisplayName,
    string[] Roles,
    string[] Departments,
    string[]? Units = null,
    string? Email = null
);
