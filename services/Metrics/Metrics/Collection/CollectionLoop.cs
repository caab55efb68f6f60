using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Monitoring.Metrics.Collection;

/// <summary>Runs the <see cref="CollectionPass"/> right at the start and then each interval.</summary>
internal sealed partial class CollectionLoop(
    CollectionPass pass, IOptions<CollectionOptions> options, TimeProvider clock, ILogger<CollectionLoop> logger) : BackgroundService
{
    // A utilization needs some time between two readings; this is enough for a first figure.
    private static readonly TimeSpan _firstAfter = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        await Task.Delay(_firstAfter, clock, stoppingToken);
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        var isFailing = false;
        do
        {
            isFailing = await RunAsync(isFailing, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> RunAsync(bool wasFailing, CancellationToken stoppingToken)
    {
        try
        {
            await pass.RunAsync(stoppingToken);
            return false;
        }
        // A gap in the chart is all that is lost. A long outage is one line in the log.
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            if (!wasFailing)
            {
                LogFailed(exception);
            }

            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Host metrics could not be stored; trying again at each collection")]
    private partial void LogFailed(Exception exception);
}
