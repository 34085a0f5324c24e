using System.Diagnostics;
using MentorRegistry.Domain.Digests;
using MentorRegistry.Web;
using MentorRegistry.Web.Access;
using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Digests;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Benchmarks;

/// <summary>(j) Composing the digest of a head of one department, against a page of that department's worklist.</summary>
public static class DigestPart
{
    private const double Wanted = 3;
    private const int PagesARound = 10;
    private const int ComposedRounds = 11;

    public static async Task RunAsync(BenchmarkApp app, Report report)
    {
        await SweepPart.FirstAsync(app, report);
        var headId = await AddHeadAsync(app);
        var (digests, pages, budgets) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round <= ComposedRounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await ComposeAsync(app, headId);
            var digest = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            await BudgetAsync(app, headId);
            var budget = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var answered = new List<double>();
            for (var i = 0; i < PagesARound; i++)
            {
                started = Stopwatch.GetTimestamp();
                await Load.GetAsync(app.ClientOfOne, "/Flags");
                answered.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            // The first round warms up.
            if (round > 0)
            {
                digests.Add(digest);
                budgets.Add(budget);
                pages.Add(Rounds.Median(answered));
            }
        }

        report.Add(new Figure("of which the year's budget", Rounds.Median(budgets), "ms"));
        var ratios = digests.Zip(pages, (digest, page) => digest / page).ToList();
        var ratio = Rounds.Median(ratios);
        report.Add(
            new Figure(
                "composing one digest: time against the worklist page",
                Rounds.Median(digests),
                "ms",
                Rounds.Median(pages),
                ratio,
                $"<= {Wanted}",
                ratio <= Wanted,
                Rounds.Noise(ratios)
            )
        );
    }

    private static async Task ComposeAsync(BenchmarkApp app, string headId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var month = DigestMonth.Of(scope.ServiceProvider.GetRequiredService<Clock>().Today).AddMonths(-1);
        await scope
            .ServiceProvider.GetRequiredService<DigestComposer>()
            .ComposeAsync(
                headId,
                month,
                DigestMonth.CutOffUtc(month.AddMonths(-1), Clock.Copenhagen),
                DigestMonth.CutOffUtc(month, Clock.Copenhagen),
                CancellationToken.None
            );
    }

    private static async Task BudgetAsync(BenchmarkApp app, string headId)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var today = scope.ServiceProvider.GetRequiredService<Clock>().Today;
        var department = await DigestRecipients
            .DepartmentsOf(scope.ServiceProvider.GetRequiredService<RegistryDb>(), headId, today)
            .SingleAsync();
        await scope
            .ServiceProvider.GetRequiredService<BudgetQuery>()
            .OfAsync(department.Id, today.Year, CancellationToken.None);
    }

    // Of the department that the worklist is of.
    private static async Task<string> AddHeadAsync(BenchmarkApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RegistryDb>();
        var one = await db
            .Users.Include(user => user.Memberships)
            .SingleAsync(user => user.UserName == SignIn.UserOfOne);
        var head = new RegistryUser
        {
            UserName = "benchmark.head",
            NormalizedUserName = "BENCHMARK.HEAD",
            DisplayName = "Leder",
            SecurityStamp = "-",
        };
        head.Memberships.AddRange(
            one.Memberships.Select(m => new UserMembership { DepartmentId = m.DepartmentId })
        );
        var role = await db.Roles.SingleAsync(r => r.Name == Roles.DepartmentHead);
        db.Users.Add(head);
        db.UserRoles.Add(new IdentityUserRole<string> { UserId = head.Id, RoleId = role.Id });
        await db.SaveChangesAsync();
        return head.Id;
    }
}
