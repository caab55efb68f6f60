using System.Runtime.CompilerServices;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Ingest;

namespace Monitoring.Metrics.Intake;

/// <summary>The one way into the store: checks points, finds or creates their series, and returns when what is good is durable.</summary>
internal sealed class PointIntake(
    SeriesRegistry registry,
    SampleStore store,
    GroupCommitChannel<IReadOnlyList<Sample>> commits,
    IntakeMetrics metrics,
    TimeProvider clock)
{
    /// <param name="source">Whose limit of series counts, e.g. the id of an API key.</param>
    /// <param name="points">What arrived.</param>
    /// <param name="cancellationToken">Gives up waiting; what a writer already holds is stored all the same.</param>
    /// <exception cref="IngestOverloadedException">Too much is waiting already; nothing was stored.</exception>
    public async Task<IntakeOutcome> StoreAsync(string source, IReadOnlyList<NewPoint> points, CancellationToken cancellationToken)
    {
        await store.WaitUntilLoadedAsync(cancellationToken);
        var rejections = new List<Rejection>();
        var good = Check(points, rejections);
        var unknown = good.Select(index => points[index]).Where(point => registry.Find(point.Metric, point.Labels) is null)
            .DistinctBy(point => (point.Metric, point.Labels)).ToList();
        if (unknown.Count > 0)
        {
            await registry.AllocateAsync(source, unknown, cancellationToken);
        }

        var samples = Resolve(points, good, rejections);
        if (samples.Count > 0)
        {
            await commits.EnqueueAsync(samples, samples.Count * Unsafe.SizeOf<Sample>(), samples.Count, cancellationToken);
        }

        metrics.RecordPoints(points.Count - rejections.Count, rejections);
        return new(points.Count - rejections.Count, rejections);
    }

    private List<int> Check(IReadOnlyList<NewPoint> points, List<Rejection> rejections)
    {
        var now = clock.GetUtcNow();
        var good = new List<int>(points.Count);
        for (var index = 0; index < points.Count; index++)
        {
            if ((PointRules.Check(points[index], index, now) ?? CheckKind(points[index], index)) is { } rejection)
            {
                rejections.Add(rejection);
            }
            else
            {
                good.Add(index);
            }
        }

        return good;
    }

    private Rejection? CheckKind(NewPoint point, int index) =>
        registry.Find(point.Metric) is { } metric && metric.Kind != point.Kind
            ? new(index, RejectionReason.KindConflict, $"The metric is known as a {MetricKinds.Name(metric.Kind)}, not as a {MetricKinds.Name(point.Kind)}.")
            : null;

    private List<Sample> Resolve(IReadOnlyList<NewPoint> points, List<int> good, List<Rejection> rejections)
    {
        var samples = new List<Sample>(good.Count);
        var seen = new Dictionary<(Series, long), double>(good.Count);
        foreach (var index in good)
        {
            var point = points[index];
            if (registry.Find(point.Metric, point.Labels) is not { } series)
            {
                rejections.Add(new(index, RejectionReason.SeriesLimit, "The source has as many series as it may have."));
            }
            else if (seen.TryAdd((series, point.TimestampMs), point.Value))
            {
                samples.Add(new(series, point.TimestampMs, point.Value));
            }
            // The same point twice is one point; of two values within a millisecond one would never be seen.
            else if (!seen[(series, point.TimestampMs)].Equals(point.Value))
            {
                rejections.Add(new(index, RejectionReason.SameMillisecond, "Another point of the series has the same millisecond."));
            }
        }

        return samples;
    }
}

/// <summary>What became of the points of one request.</summary>
/// <param name="Accepted">How many are durable.</param>
/// <param name="Rejections">Those refused for good.</param>
internal sealed record IntakeOutcome(int Accepted, IReadOnlyList<Rejection> Rejections);
