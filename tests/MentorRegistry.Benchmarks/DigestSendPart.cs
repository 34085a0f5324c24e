using System.Diagnostics;
using System.Globalization;
using System.Net.Mail;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Domain.Organisation;
using MentorRegistry.Web;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Jobs;
using MentorRegistry.Web.Mail;
using MentorRegistry.Web.Tests.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>
/// (i) The digests of 2,000 heads, rows, attempts and contents written, against a bare SmtpClient in a loop that fills
/// the same mail server with the same mails in the same run. Composing is another part's: the registry is empty.
/// </summary>
public static class DigestSendPart
{
    private const int Heads = 2_000;
    private const double Wanted = 0.6;
    private const double WantedMegabytes = 40;
    private const int RoundCount = 2;

    // SmtpClient waits 40 ms for each mail's last segment to be confirmed (Nagle against delayed confirmation, on any
    // server): its rate is the same however many it sends.
    private const int BareMails = 300;

    public static async Task RunAsync(string folder, Report report)
    {
        await BenchmarkApp.MakeEmptyAsync(folder);
        await using var server = new TestMailServer();
        await using var app = RegistryApp.Build([
            .. BenchmarkApp.Arguments(folder, "http://127.0.0.1:0"),
            "--applicationName=MentorRegistry.Web",
            $"--contentRoot={AppContext.BaseDirectory}",
            "--Logging:LogLevel:Default=None",
            "--Mail:Host=localhost",
            $"--Mail:Port={server.Port.ToString(CultureInfo.InvariantCulture)}",
            "--Mail:StartTls=false",
            "--Mail:From=mentorregister@kommune.dk",
        ]);
        await RegistryApp.PrepareAsync(app, CancellationToken.None);
        await CreateHeadsAsync(app);
        var settings = app.Services.GetRequiredService<RegistrySettings>().Mail;
        var (ours, bare, ratios) = (new List<double>(), new List<double>(), new List<double>());
        var (first, last) = (0d, 0d);
        for (var round = 0; round < RoundCount; round++)
        {
            // A month of its own each round, the latest last.
            var month = new DateOnly(2020, 1, 1).AddMonths(round);
            var started = Stopwatch.GetTimestamp();
            await using (var scope = app.Services.CreateAsyncScope())
            {
                var job = scope.ServiceProvider.GetRequiredService<SendDigests>();
                await job.AddAsync(month, new DateOnly(2026, 11, 20), CancellationToken.None);
                var sent = await job.SendDueAsync(
                    TimeProvider.System.GetUtcNow().UtcDateTime,
                    CancellationToken.None
                );
                if (sent.Sent != Heads)
                {
                    throw new InvalidOperationException($"Of {Heads} digests {sent.Sent} were sent.");
                }
            }

            var rate = Heads / Stopwatch.GetElapsedTime(started).TotalSeconds;
            var mails = await MailsAsync(app, month);
            started = Stopwatch.GetTimestamp();
            await FillAsync(settings, mails);
            var floor = BareMails / Stopwatch.GetElapsedTime(started).TotalSeconds;
            server.Forget();
            last = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            first = round == 0 ? last : first;
            ours.Add(rate);
            bare.Add(floor);
            ratios.Add(rate / floor);
        }

        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                $"{Heads:N0} digests sent: rate against a bare SmtpClient loop",
                Rounds.Median(ours),
                "mails/s",
                Rounds.Median(bare),
                ratio,
                $">= {Wanted}",
                ratio >= Wanted,
                Rounds.Noise(ratios)
            )
        );
        report.Add(
            new Figure(
                $"memory kept after {Heads:N0} more digests",
                last - first,
                "MB",
                Wanted: $"<= {WantedMegabytes}",
                IsMet: last - first <= WantedMegabytes
            )
        );
    }

    private static async Task FillAsync(MailSettings settings, IReadOnlyList<OutgoingMail> mails)
    {
        using var client = new SmtpClient(settings.Host, settings.Port);
        foreach (var mail in mails)
        {
            if (!MailWriter.TryWrite(mail, settings, out var message, out var problem))
            {
                throw new InvalidOperationException(problem);
            }

            using (message)
            {
                await client.SendMailAsync(message);
            }
        }
    }

    private static async Task<IReadOnlyList<OutgoingMail>> MailsAsync(WebApplication app, DateOnly month)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        return
        [
            .. (
                await db
                    .Digests.AsNoTracking()
                    .Where(d => d.Month == month && d.State == DigestState.Sent)
                    .Take(BareMails)
                    .ToListAsync()
            ).Select(d => new OutgoingMail(
                "leder@kommune.dk",
                d.MessageId!,
                d.Subject!,
                d.Html!,
                d.Text!,
                new Uri("http://localhost/Account")
            )),
        ];
    }

    private static async Task CreateHeadsAsync(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var department = await db.Departments.OrderBy(d => d.Id).FirstOrDefaultAsync();
        if (department is null)
        {
            department = new Department { Name = "Afdeling" };
            db.Departments.Add(department);
            await db.SaveChangesAsync();
        }

        var role = await db.Roles.SingleAsync(r => r.Name == Roles.DepartmentHead);
        for (var i = 0; i < Heads; i++)
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

        await db.SaveChangesAsync();
    }
}
