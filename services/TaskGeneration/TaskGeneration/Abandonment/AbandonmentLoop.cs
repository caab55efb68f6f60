using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Monitoring.TaskGeneration.Abandonment;

/// <summary>Runs the <see cref="AbandonmentPass"/> at every <see cref="AbandonmentOptions.SweepInterval"/>.</summary>
internal sealed partial class AbandonmentLoop(
    AbandonmentPass pass,
    IOptions<AbandonmentOptions> options,
    TimeProvider clock,
    ILogger<AbandonmentLoop> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                int stalled;
                do
                {
                    stalled = await pass.RunAsync(stoppingToken);
                    LogStalled(stalled);
                }
                while (stalled == AbandonmentPass.BatchSize);
            }
            // The loop outlives a failed pass: silent runs are still there at the next tick.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    private void LogStalled(int count)
    {
        if (count > 0)
        {
            LogRunsStalled(count);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} runs have not been heard of for too long and are stalled")]
    private partial void LogRunsStalled(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silent runs could not be looked for; trying again at the next interval")]
    private partial void LogFailed(Exception exception);
}
