using Microsoft.Extensions.Options;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Store;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>Reads samples from where they are cheapest: memory for series whose window covers the range, one scan of the log for the rest.</summary>
/// <remarks>
/// A sample is in the log before it is in a window, so the log alone is complete. Scans are few at a time: each uses a core.
/// </remarks>
internal sealed class SampleReader(LogReader log, IOptions<StoreOptions> store, TimeProvider clock) : IDisposable
{
    /// <summary>Samples a scan may have to decode: about three seconds of work.</summary>
    public const long MaxScannedSamples = 50_000_000;

    /// <summary>Samples a request may hold in memory, 16 bytes each.</summary>
    public const int MaxHeldSamples = 10_000_000;

    private const int MaxScans = 2;

    private readonly SemaphoreSlim _scans = new(MaxScans, MaxScans);

    /// <exception cref="QueryTooLargeException">The range holds more samples than may be read at once.</exception>
    public async Task<SampleSet> ReadAsync(IEnumerable<Series> series, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        fromMs = Math.Max(fromMs, (clock.GetUtcNow() - store.Value.Retention).ToUnixTimeMilliseconds());
        var samples = new SampleSet();
        var fromLog = new Dictionary<int, Series>();
        foreach (var one in series.Where(_ => fromMs < toMs))
        {
            if (one.Recent.Read(fromMs, toMs) is { } recent)
            {
                samples.Set(one, recent);
            }
            else
            {
                fromLog[one.Id] = one;
            }
        }

        if (fromLog.Count > 0)
        {
            await ScanAsync(fromLog, samples, fromMs, toMs, cancellationToken);
        }

        return samples;
    }

    public void Dispose() => _scans.Dispose();

    private async Task ScanAsync(Dictionary<int, Series> wanted, SampleSet samples, long fromMs, long toMs, CancellationToken cancellationToken)
    {
        await _scans.WaitAsync(cancellationToken);
        try
        {
            var count = await log.CountAsync(fromMs, toMs, cancellationToken);
            QueryTooLargeException.ThrowIf(count > MaxScannedSamples, $"The range holds {count} samples, of which {MaxScannedSamples} can be read at once.");
            var held = 0;
            var points = wanted.Keys.ToDictionary(id => id, _ => new List<Point>());
            var damaged = await log.ScanAsync(fromMs, toMs, Take, cancellationToken);
            foreach (var (id, found) in points)
            {
                samples.SetUnordered(wanted[id], found);
            }

            samples.IsPartial |= damaged > 0;

            void Take(int seriesId, long timestampMs, double value)
            {
                if (points.TryGetValue(seriesId, out var found))
                {
                    QueryTooLargeException.ThrowIf(++held > MaxHeldSamples, $"The series asked for have more than {MaxHeldSamples} samples in the range.");
                    found.Add(new(timestampMs, value));
                }
            }
        }
        finally
        {
            _scans.Release();
        }
    }
}

/// <summary>A query asks for more than may be read at once; the message is for the caller, who is answered 422.</summary>
internal sealed class QueryTooLargeException(string message) : Exception(message)
{
    public static void ThrowIf(bool isTooLarge, string message)
    {
        if (isTooLarge)
        {
            throw new QueryTooLargeException(message);
        }
    }
}
