using MentorRegistry.Web.Data;
using MentorRegistry.Web.Data.Budgets;
using MentorRegistry.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MentorRegistry.Web.Tests.Jobs;

public abstract class AddUpBudgetsTests(RegistryWebApp app)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_SumWrong_MendsIt()
    {
        var department = await app.Data.CreateDepartmentAsync();
        await app.Data.CreatePlacementAsync(
            department: department,
            provider: await new BudgetData(app).CreatePricedProviderAsync()
        );
        var right = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, Ct));
        await app.DbAsync(async db =>
        {
            (await db.BudgetSums.FirstAsync(sum => sum.DepartmentId == department.Id, Ct)).UsedOre += 5;
            return await db.SaveChangesAsync(Ct);
        });

        Assert.Equal(1, await RunAsync());

        var mended = await app.DbAsync(db => new BudgetQuery(db).OfAsync(department.Id, 2026, Ct));
        Assert.Equal(right.Total, mended.Total);
        Assert.Equal(0, await RunAsync());
    }

    [Fact]
    public async Task Run_SaysThatItHasRun()
    {
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await app.DbAsync(db =>
            JobRun.DoneAsync(db, nameof(AddUpBudgets), longAgo, Ct).ContinueWith(_ => 0, Ct)
        );

        await RunAsync();

        Assert.True(
            await app.DbAsync(db =>
                db.JobRuns.AnyAsync(r => r.Job == nameof(AddUpBudgets) && r.LastUtc > longAgo, Ct)
            )
        );
    }

    private async Task<int> RunAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<AddUpBudgets>()
            .RunAsync(RegistryWebApp.Today, Ct);
    }
}

public sealed class AddUpBudgetsTests_Sqlite(SqliteApp app)
    : AddUpBudgetsTests(app),
        IClassFixture<SqliteApp>;

public sealed class AddUpBudgetsTests_PostgreSql(PostgreSqlApp app)
    : AddUpBudgetsTests(app),
        IClassFixture<PostgreSqlApp>;
