using MentorRegistry.Web.Data;

namespace MentorRegistry.Web.Imports;

/// <summary>Takes files away that nobody decided on, also when nobody opens the page. Run again, it does nothing.</summary>
public sealed class ImportFileSweep(
    IServiceScopeFactory scopes,
    TimeProvider time,
    RegistrySettings settings,
    ILogger<ImportFileSweep> log
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await ImportFile.SweepAsync(
                    scope.ServiceProvider.GetRequiredService<RegistryDb>(),
                    scope.ServiceProvider.GetRequiredService<Clock>(),
                    settings.Retention,
                    stoppingToken
                );
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database may be away for a while; the next hour tries again.
                log.LogWarning("Old import files could not be removed: {Problem}", exception.GetType().Name);
            }
        }
    }
}
