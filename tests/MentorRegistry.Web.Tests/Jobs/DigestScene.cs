using System.Diagnostics;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

/// <summary>Many heads, and the built program as processes of its own that send them their digests.</summary>
internal static class DigestScene
{
    public static readonly DateOnly Month = new(2026, 10, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Mail goes to the server, and a lease is twelve seconds.</summary>
    public static void SendTo(RegistryWebApp app, TestMailServer server)
    {
        app.Settings["Mail:Host"] = "localhost";
        app.Settings["Mail:Port"] = $"{server.Port}";
        app.Settings["Mail:StartTls"] = "false";
        app.Settings["Mail:From"] = "mentorregister@kommune.dk";
        // Long enough for a machine that does much else: a time-out would be a repeat that no kill is the cause of.
        app.Settings["Mail:TimeoutSeconds"] = "4";
    }

    public static async Task CreateHeadsAsync(RegistryWebApp app, int count)
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.DbAsync(async db =>
        {
            var role = await db.Roles.SingleAsync(r => r.Name == Roles.DepartmentHead, Ct);
            for (var i = 0; i < count; i++)
            {
                var head = new RegistryUser
                {
                    UserName = $"leder{i}",
                    NormalizedUserName = $"LEDER{i}",
                    DisplayName = $"Leder {i}",
                    Email = $"leder{i}@kommune.dk",
                    PasswordHash = "set",
                };
                head.Memberships.Add(new UserMembership { DepartmentId = department.Id });
                db.Users.Add(head);
                db.UserRoles.Add(new IdentityUserRole<string> { UserId = head.Id, RoleId = role.Id });
            }

            return await db.SaveChangesAsync(Ct);
        });
    }

    /// <summary>The built program with the settings of the app.</summary>
    public static Process Start(
        RegistryWebApp app,
        IEnumerable<string> arguments,
        params (string Name, string Value)[] settings
    )
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SendDigests).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in app.Settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        // A pinned day is for Development alone, which would load the demo.
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Demo__LoadOnFirstStart"] = "false";
        var process = Process.Start(start)!;
        // Nobody reads along: a full pipe would stop it.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until so many mails have been taken, or the process has ended.</summary>
    public static async Task WaitForMailsAsync(TestMailServer server, int count, Process process)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (server.Taken.Count < count && !process.HasExited)
        {
            await timer.WaitForNextTickAsync(Ct);
        }
    }

    public static async Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Ct);
    }

    /// <summary>Sends what is left, as a run some time later does.</summary>
    public static async Task FinishAsync(RegistryWebApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var job = scope.ServiceProvider.GetRequiredService<SendDigests>();
        await job.AddAsync(Month, RegistryWebApp.Today, Ct);
        await job.SendDueAsync(app.Services.GetRequiredService<Clock>().UtcNow.AddMinutes(10), Ct);
    }

    /// <summary>Every head has it, under one identity, and only what was in doubt went twice.</summary>
    public static async Task AssertEachOnceAsync(
        RegistryWebApp app,
        TestMailServer server,
        int heads,
        int mostRepeats
    )
    {
        var digests = await app.DbAsync(db => db.Digests.AsNoTracking().ToListAsync(Ct));
        Assert.Equal(heads, digests.Count);
        Assert.All(digests, digest => Assert.Equal(DigestState.Sent, digest.State));
        var taken = server.Taken.Select(mail =>
        {
            var lines = mail.Split("\r\n");
            return (To: Header("To"), Id: Header("Message-ID"));

            string Header(string name) =>
                lines
                    .First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[
                        (name.Length + 1)..
                    ]
                    .Trim();
        });
        var byHead = taken.GroupBy(mail => mail.To, mail => mail.Id).ToList();
        Assert.Equal(heads, byHead.Count);
        Assert.All(byHead, mails => Assert.Single(mails.Distinct()));
        Assert.Equal(heads, byHead.Select(mails => mails.First()).Distinct().Count());
        Assert.InRange(server.Taken.Count - heads, 0, mostRepeats);
    }
}
