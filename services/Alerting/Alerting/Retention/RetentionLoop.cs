using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.Alerting.Retention;

/// <summary>Runs the <see cref="RetentionPass"/> every ten minutes.</summary>
internal sealed partial class RetentionLoop(RetentionPass pass, TimeProvider clock, ILogger<RetentionLoop> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                LogDeleted(await pass.RunAsync(stoppingToken));
            }
            // Rows that stay a little longer do no harm; the next tick finds them.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Count} rows had been kept long enough and were deleted")]
    private partial void LogDeleted(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old observations and incidents could not be deleted; trying again at the next interval")]
    private partial void LogFailed(Exception exception);
}
