using Monitoring.Client;
using Monitoring.Demo.Generation;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Reporting;

/// <summary>The order of the demo: the whole year at once, then month after month for as long as it is let.</summary>
/// <remarks>The data holds good months and bad ones, so alerts open and resolve as the months go by.</remarks>
internal sealed class DemoLoad(
    TaskGenerator generator, MonitoredGeneration generation, GenerationMonitor monitor, TimeProvider clock, TextWriter output)
{
    public async Task RunAsync(int year, Pace pace, bool isOnce, CancellationToken cancellationToken)
    {
        await RunYearAsync(year, Pace.Unbraked, cancellationToken);
        await monitor.FlushAsync(cancellationToken);
        while (!isOnce)
        {
            await RunYearAsync(year, pace, cancellationToken);
        }
    }

    // A run that has begun is finished: stopping in its middle would report an error that is none.
    private async Task RunYearAsync(int year, Pace pace, CancellationToken cancellationToken)
    {
        var runs =
            from month in Enumerable.Range(1, 12)
            from mode in Enum.GetValues<GenerationMode>()
            where generator.HasWork(mode, month)
            select (mode, month);
        foreach (var (mode, month) in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await output.WriteLineAsync(await generation.RunAsync(mode, year, month, pace.ItemPause));
            await Task.Delay(pace.RunPause, clock, cancellationToken);
        }
    }
}
