using System.CommandLine;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
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
        var create = new Command(
            "create",
            "Makes a user. The password is read from standard input, never from the command line."
        )
        {
            name,
            displayName,
            role,
            department,
        };
        create.SetAction(
            (parsed, ct) =>
                RegistryCommands.WithServicesAsync(
                    (services, token) =>
                        CreateAsync(
                            services,
                            parsed.GetRequiredValue(name),
                            parsed.GetRequiredValue(displayName),
                            parsed.GetRequiredValue(role),
                            parsed.GetValue(department) ?? [],
                            token
                        ),
                    ct
                )
        );
        return new Command("user", "Users of the registry.") { create };
    }

    private static async Task<int> CreateAsync(
        IServiceProvider services,
        string userName,
        string displayName,
        string[] roles,
        string[] departments,
        CancellationToken ct
    )
    {
        var db = services.GetRequiredService<RegistryDb>();
        var users = services.GetRequiredService<UserManager<RegistryUser>>();
        var known = await db.Departments.ToListAsync(ct);
        var user = new RegistryUser { UserName = userName, DisplayName = displayName };
        foreach (var wanted in departments)
        {
            var department = known.Find(d =>
                string.Equals(d.Name, wanted, StringComparison.OrdinalIgnoreCase)
            );
            if (department is null)
            {
                await Console.Error.WriteLineAsync(
                    $"No department is called “{wanted}”. There are: {string.Join(", ", known.Select(d => d.Name))}."
                );
                return 1;
            }

            user.Memberships.Add(new UserMembership { DepartmentId = department.Id });
        }

        if (!Console.IsInputRedirected)
        {
            await Console.Error.WriteAsync(
                $"Password (at least {SignInSetup.ShortestPassword} characters): "
            );
        }

        var password = await Console.In.ReadLineAsync(ct) ?? "";
        var result = await db.InOneTransactionAsync(
            async () =>
            {
                var made = await users.CreateAsync(user, password);
                return made.Succeeded ? await users.AddToRolesAsync(user, roles) : made;
            },
            ct
        );
        foreach (var error in result.Errors)
        {
            await Console.Error.WriteLineAsync(error.Description);
        }

        if (result.Succeeded)
        {
            await Console.Out.WriteLineAsync($"{userName} can sign in.");
        }

        return result.Succeeded ? 0 : 1;
    }
}
