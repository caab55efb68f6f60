using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics.RunCounters;

/// <summary>Tells the loop that a total has changed.</summary>
internal sealed class RunTotalsChanged(TimeProvider clock)
{
    public WakeSignal Signal { get; } = new(clock);
}

/// <summary>Stores the current totals of generation runs as samples.</summary>
internal sealed class RunTotalsPass(ModuleDatabase<MetricsModule> database, PointIntake intake, TimeProvider clock)
{
    /// <summary>Whose limit of series these count against.</summary>
    public const string Source = "runs";

    // Long enough for a pass to come, short enough to be stored as a recent point.
    private static readonly TimeSpan _newFor = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var totals = await RunTotals.ReadAsync(connection, cancellationToken);
        if (totals.Count > 0)
        {
            await intake.StoreAsync(Source, [.. totals.SelectMany(total => PointsOf(total, now))], cancellationToken);
        }
    }

    // A rate needs two samples, and a total that has just begun has one: before it there was zero.
    private static IEnumerable<NewPoint> PointsOf(RunTotal total, DateTimeOffset now)
    {
        if (now - total.CreatedAt is { Ticks: > 0 } age && age < _newFor)
        {
            yield return PointOf(total, total.CreatedAt, 0);
        }

        yield return PointOf(total, now, total.Total);
    }

    private static NewPoint PointOf(RunTotal total, DateTimeOffset at, long value) => new()
    {
        Metric = total.Metric,
        Kind = MetricKind.Counter,
        Unit = total.Metric == RunTotals.Runs ? "{run}" : "{item}",
        Labels = LabelSet.Of(("generation_type", total.GenerationType), (total.Metric == RunTotals.Runs ? "status" : "outcome", total.Outcome)),
        TimestampMs = at.ToUnixTimeMilliseconds(),
        Value = value,
    };
}

/// <summary>Runs the <see cref="RunTotalsPass"/> within a second of a change, and at least each collection interval.</summary>
internal sealed partial class RunTotalsLoop(
    RunTotalsPass pass, RunTotalsChanged changed, IOptions<CollectionOptions> options, TimeProvider clock, ILogger<RunTotalsLoop> logger)
    : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await pass.RunAsync(stoppingToken);
            }
            // The totals are in the database: the next pass stores what this one could not.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(_pause, clock, stoppingToken);
            await changed.Signal.WaitAsync(options.Value.Interval, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Totals of generation runs could not be stored; trying again at the next pass")]
    private partial void LogFailed(Exception exception);
}
