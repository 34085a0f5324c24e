using MentorRegistry.Domain.Flags;
using Microsoft.EntityFrameworkCore;

namespace MentorRegistry.Web.Data.Flags;

/// <summary>
/// The rules in force: the newest published version. Pages take the one that this process knows, without asking; what
/// judges flags asks whether somebody has published another, here or on another machine.
/// </summary>
public sealed class RulesInForce
{
    // Asked by every save of a placement.
    private static readonly CompiledQuery<Func<RegistryDb, CancellationToken, Task<int>>> s_newest = new(() =>
        EF.CompileAsyncQuery(
            (RegistryDb db, CancellationToken ct) => db.PublishedRules.Max(rules => rules.Number)
        )
    );

    private volatile FlagRules _known = new();

    /// <summary>The newest version that this process knows of.</summary>
    public FlagRules Known => _known;

    /// <summary>The newest version that there is. A version is never changed, so its number says enough.</summary>
    public async Task<FlagRules> AskAsync(RegistryDb db, CancellationToken ct)
    {
        var newest = await s_newest.Of(db)(db, ct);
        return newest == _known.Version
            ? _known
            : _known = (
                await db
                    .PublishedRules.AsNoTracking()
                    .Include(rules => rules.OverlapRules)
                    .SingleAsync(rules => rules.Number == newest, ct)
            ).ToRules();
    }
}

/// <summary>Lets the pages of this machine know what was published on another.</summary>
public sealed partial class RulesRefresh(
    RulesInForce rules,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<RulesRefresh> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await rules.AskAsync(scope.ServiceProvider.GetRequiredService<RegistryDb>(), stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database may be away for a while; the next minute tries again.
                NotRead(log, exception.GetType().Name);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The rules in force could not be read: {Problem}")]
    private static partial void NotRead(ILogger log, string problem);
}
