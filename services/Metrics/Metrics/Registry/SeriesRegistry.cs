using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics.Registry;

/// <summary>Knows every active series of every metric, in memory; Postgres gives out their numbers.</summary>
/// <remarks>
/// Reads take no lock. New series are stored in a transaction of their own that commits before any sample of theirs, and only then enter
/// the memory: a failure in between costs an unused row, never a sample under a number that nobody knows. Thread-safe.
/// </remarks>
internal sealed class SeriesRegistry(
    ModuleDatabase<MetricsModule> database, IOptions<RegistryOptions> options, IOptions<StoreOptions> store, TimeProvider clock) : IDisposable
{
    // A series leaves memory an hour after its last sample has outlived the retention, so that no query can miss one.
    private readonly TimeSpan _idleAfter = store.Value.Retention + TimeSpan.FromHours(1);
    private readonly SemaphoreSlim _allocating = new(1, 1);
    private readonly ConcurrentDictionary<string, Metric> _metrics = new();
    private readonly ConcurrentDictionary<int, Entry> _entries = new();
    private readonly ConcurrentDictionary<string, int> _seriesPerSource = new();

    public IEnumerable<Metric> Metrics => _metrics.Values;

    public Metric? Find(string metric) => _metrics.GetValueOrDefault(metric);

    public Series? Find(string metric, LabelSet labels) => Find(metric)?.Find(labels);

    public Series? Find(int seriesId) => _entries.GetValueOrDefault(seriesId)?.Series;

    /// <summary>Reads the active series; called once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var row in await SeriesTable.LoadActiveAsync(connection, store.Value.Retention, cancellationToken))
        {
            Enter(row);
        }
    }

    /// <summary>Gives numbers to series that are not known yet. Those beyond the limit of <paramref name="source"/> stay unknown.</summary>
    /// <param name="source">Whose limit counts.</param>
    /// <param name="points">One point of each series, for its metric and labels.</param>
    /// <param name="cancellationToken">Cancels the wait and the transaction.</param>
    public async Task AllocateAsync(string source, IReadOnlyCollection<NewPoint> points, CancellationToken cancellationToken)
    {
        // One at a time: requests that bring the same new series wait for each other instead of racing, and the limit is exact.
        await _allocating.WaitAsync(cancellationToken);
        try
        {
            var free = options.Value.MaxSeriesPerSource - _seriesPerSource.GetValueOrDefault(source);
            var missing = points.Where(point => Find(point.Metric, point.Labels) is null).Take(free).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            foreach (var row in await SeriesTable.InsertAsync(database, source, missing, cancellationToken))
            {
                Enter(row);
                if (!row.IsNew)
                {
                    // It was idle, and may still have samples in the log that its new window lacks.
                    Find(row.Id)!.Recent.LimitCover((clock.GetUtcNow() + PointRules.MaxAhead).ToUnixTimeMilliseconds());
                }
            }
        }
        finally
        {
            _allocating.Release();
        }
    }

    /// <summary>Notes today as the day of every series that has had a sample today, once a day.</summary>
    /// <returns>How many series were noted.</returns>
    public async Task<int> TouchAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var todayMs = now.ToUnixTimeMilliseconds() - (long)now.TimeOfDay.TotalMilliseconds;
        var seen = _entries.Values.Where(entry => entry.TouchedOn < today && entry.Series.Recent.Latest?.TimestampMs >= todayMs).ToList();
        if (seen.Count > 0)
        {
            await SeriesTable.TouchAsync(database, [.. seen.Select(entry => entry.Series.Id)], today, cancellationToken);
            seen.ForEach(entry => entry.TouchedOn = today);
        }

        return seen.Count;
    }

    /// <summary>Forgets series that have been silent for longer than samples are kept; the same labels get the same number again.</summary>
    /// <returns>How many series were forgotten.</returns>
    public int Evict()
    {
        var idleSinceMs = (clock.GetUtcNow() - _idleAfter).ToUnixTimeMilliseconds();
        var idle = _entries.Values
            .Where(entry => entry.EnteredAtMs < idleSinceMs && !(entry.Series.Recent.Latest?.TimestampMs >= idleSinceMs)).ToList();
        foreach (var entry in idle)
        {
            entry.Series.Metric.Remove(entry.Series);
            _entries.TryRemove(entry.Series.Id, out _);
            _seriesPerSource.AddOrUpdate(entry.Series.Source, 0, static (_, count) => count - 1);
        }

        return idle.Count;
    }

    public void Dispose() => _allocating.Dispose();

    private void Enter(SeriesRow row)
    {
        var metric = _metrics.GetOrAdd(row.Metric.Name, row.Metric);
        var series = new Series(row.Id, metric, row.Labels, row.Source);
        _entries[series.Id] = new(series, clock.GetUtcNow().ToUnixTimeMilliseconds()) { TouchedOn = row.LastSeen };
        metric.Add(series);
        _seriesPerSource.AddOrUpdate(row.Source, 1, static (_, count) => count + 1);
    }

    private sealed class Entry(Series series, long enteredAtMs)
    {
        public Series Series { get; } = series;

        public long EnteredAtMs { get; } = enteredAtMs;

        public required DateOnly TouchedOn { get; set; }
    }
}
