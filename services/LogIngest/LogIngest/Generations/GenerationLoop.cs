using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Monitoring.LogIngest.Generations;

/// <summary>Runs the sealing pass each second and the retention pass each ten seconds.</summary>
internal sealed partial class GenerationLoop(SealingPass sealing, RetentionPass retention, TimeProvider clock, ILogger<GenerationLoop> logger)
    : BackgroundService
{
    private const int SealingPassesPerRetentionPass = 10;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        for (var pass = 0; await timer.WaitForNextTickAsync(stoppingToken); pass++)
        {
            try
            {
                await sealing.RunAsync(stoppingToken);
                if (pass % SealingPassesPerRetentionPass == 0)
                {
                    await retention.RunAsync(stoppingToken);
                }
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // A long search or commit holds what the pass needs; there is no hurry.
                LogPostponed();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // The loop outlives a failed pass: the next one reads anew what is left to do.
                LogPassFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Sealing or dropping waits for a lock and is tried again")]
    private partial void LogPostponed();

    [LoggerMessage(Level = LogLevel.Error, Message = "Sealing or dropping generations failed")]
    private partial void LogPassFailed(Exception exception);
}
