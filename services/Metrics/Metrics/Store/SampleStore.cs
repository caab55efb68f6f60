using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Metrics.Store;

/// <summary>Where samples are stored: durable in the batch log first, then in memory, then told to whoever watches.</summary>
/// <remarks>
/// The start reads the registry and rebuilds the windows from the log, and ends before the process listens. What others hand in before
/// that waits. One process writes a database's metrics at a time: windows do not see what another process commits.
/// </remarks>
internal sealed partial class SampleStore(
    SeriesRegistry registry, BatchLog log, LogReader reader, LiveFeed<Sample> feed, TimeProvider clock, ILogger<SampleStore> logger)
    : IHostedService
{
    /// <summary>What a window holds of a series sampled every 30 s; older samples come from the log.</summary>
    private static readonly TimeSpan _rebuild = TimeSpan.FromMinutes(35);

    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends once the store knows what is in the log.</summary>
    public Task WaitUntilLoadedAsync(CancellationToken cancellationToken) => _loaded.Task.WaitAsync(cancellationToken);

    /// <summary>Stores the samples of one commit group; the commit function of the group commit.</summary>
    public async Task CommitAsync(IReadOnlyList<IReadOnlyList<Sample>> group, CancellationToken cancellationToken)
    {
        var samples = group.Count == 1 ? group[0] : [.. group.SelectMany(batch => batch)];
        await log.AppendAsync(samples, cancellationToken);
        foreach (var sample in samples)
        {
            sample.Series.Recent.Add(sample.TimestampMs, sample.Value);
        }

        Announce(samples);
    }

    // The samples are durable: were a watcher's fault thrown, they would be taken for refused and be stored again.
    private void Announce(IReadOnlyList<Sample> samples)
    {
        try
        {
            feed.Publish(samples);
        }
        catch (Exception exception)
        {
            LogNotAnnounced(samples.Count, exception);
        }
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await registry.LoadAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var fromMs = (now - _rebuild).ToUnixTimeMilliseconds();
        var toMs = (now + PointRules.MaxAhead).ToUnixTimeMilliseconds();
        var damagedRows = await reader.ScanAsync(
            fromMs, toMs, (id, timestampMs, value) => registry.Find(id)?.Recent.Add(timestampMs, value), cancellationToken);
        foreach (var series in registry.Metrics.SelectMany(metric => metric.Series))
        {
            series.Recent.LimitCover(damagedRows == 0 ? fromMs : toMs);
        }

        _loaded.TrySetResult();
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "Up to {Samples} stored samples were not shown to those who watch")]
    private partial void LogNotAnnounced(int samples, Exception exception);
}
