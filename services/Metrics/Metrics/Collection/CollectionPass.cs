using Monitoring.Contracts.Metrics.V1;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics.Collection;

/// <summary>One collection: reads the host, stores its points and tells the rules about its levels.</summary>
internal sealed class CollectionPass(
    HostReader reader, HttpRequestTotals requests, PointIntake intake, ModuleDatabase<MetricsModule> database)
{
    /// <summary>Whose limit of series the collector's own count against.</summary>
    public const string Source = "collector";

    private const int MaxPublished = 1000;

    private HostReading _latest = reader.Read();

    /// <summary>The reading of the latest pass; before the first, that of the start.</summary>
    public HostReading Latest => Volatile.Read(ref _latest);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = reader.Read();
        IReadOnlyList<NewPoint> points = [.. HostMetrics.Between(_latest, now), .. requests.Collect(now.At)];
        // Also when storing fails: the next utilization is that of the time since this reading.
        Volatile.Write(ref _latest, now);
        await intake.StoreAsync(Source, points, cancellationToken);
        await PublishAsync(now.At, points, cancellationToken);
    }

    // Levels only: a rule has no use for what a counter has reached.
    private async Task PublishAsync(DateTimeOffset at, IReadOnlyList<NewPoint> points, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var observed = new SamplesObserved
        {
            ObservedAt = at,
            Samples = [.. points.Where(point => point.Kind == MetricKind.Gauge).Take(MaxPublished).Select(point => new ObservedSample
            {
                Metric = point.Metric,
                Labels = point.Labels.ToDictionary(),
                Value = point.Value,
            })],
        };
        // The loop is the only writer of this key, so the order of inserts is that of commits.
        await work.PublishAsync(observed, $"host:{Environment.MachineName}", cancellationToken);
        await work.CommitAsync(cancellationToken);
    }
}
