using Monitoring.Client.Queries;
using Monitoring.Client.Recording;

namespace Monitoring.Client;

/// <summary>Records the generation runs of this program in the monitoring system, and reads back what is recorded there.</summary>
/// <remarks>
/// Recording never waits and never throws: a record is handed to a background sender, which keeps the order of the calls and repeats what
/// could not be delivered. What finds no room, is refused for good or is left at the end is dropped, and counted in
/// <see cref="DroppedCount"/> and in the meter <c>Monitoring.Client</c>. The queries are ordinary asynchronous calls that may fail.
/// Thread-safe; one instance a program, registered by <see cref="GenerationMonitorExtensions.AddGenerationMonitor"/>.
/// </remarks>
public sealed class GenerationMonitor : IAsyncDisposable
{
    // A third of the silence after which the monitoring system takes a run with heartbeats for dead.
    private static readonly TimeSpan _heartbeatInterval = TimeSpan.FromSeconds(15);

    private readonly RecordSender _sender;
    private readonly QueryClient _queries;
    private readonly RecordWriter _writer;
    private readonly TimeProvider _clock;

    internal GenerationMonitor(RecordSender sender, RecordWriter writer, QueryClient queries, TimeProvider clock)
    {
        _sender = sender;
        _writer = writer;
        _queries = queries;
        _clock = clock;
    }

    /// <summary>Records of this process that were dropped so far.</summary>
    public long DroppedCount => _sender.DroppedCount;

    /// <summary>Records that a run has started.</summary>
    /// <param name="generationType"><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</param>
    /// <param name="targetYear">Year the run generates for, where it has one.</param>
    /// <param name="targetMonth">Month (1–12) the run generates for, where it has one.</param>
    /// <param name="metadata">Free facts about the run; an object that is written as JSON, now.</param>
    /// <returns>The id of the record, by which the other calls name the run.</returns>
    public Guid RecordGenerationStart(string generationType, int? targetYear = null, int? targetMonth = null, object? metadata = null)
    {
        var id = Guid.CreateVersion7();
        _sender.Send(() => _writer.Start(id, generationType, targetYear, targetMonth, metadata));
        return id;
    }

    /// <summary>Records that a run is alive, and how far it is. Runs that send heartbeats are missed sooner when they die.</summary>
    /// <param name="monitoringId">What <see cref="RecordGenerationStart"/> returned.</param>
    /// <param name="processed">Items done so far.</param>
    /// <param name="total">Items in all.</param>
    /// <param name="message">What the run is doing.</param>
    public void RecordGenerationHeartbeat(Guid monitoringId, int? processed = null, int? total = null, string? message = null) =>
        _sender.Send(() => RecordWriter.Heartbeat(monitoringId, processed, total, message));

    /// <summary>Records an error that happened during a run.</summary>
    /// <param name="monitoringId">What <see cref="RecordGenerationStart"/> returned.</param>
    /// <param name="error">What was thrown.</param>
    /// <param name="context">Free facts about the error; an object that is written as JSON, now.</param>
    public void RecordGenerationError(Guid monitoringId, Exception error, object? context = null) =>
        _sender.Send(() => _writer.Error(monitoringId, error, context));

    /// <summary>Records that a run has ended. The monitoring system then checks its alert rules.</summary>
    /// <param name="monitoringId">What <see cref="RecordGenerationStart"/> returned.</param>
    /// <param name="stats">What it did.</param>
    /// <param name="duration">How long it took; measured there from the start when left out.</param>
    /// <param name="errorMessages">Errors that were not recorded one by one.</param>
    public void RecordGenerationComplete(
        Guid monitoringId, GenerationStats stats, TimeSpan? duration = null, IReadOnlyList<string>? errorMessages = null) =>
        _sender.Send(() => RecordWriter.Complete(monitoringId, stats, duration, errorMessages ?? []));

    /// <summary>Runs <paramref name="work"/> as a recorded run: start, heartbeats while it lasts, errors, completion with its duration.</summary>
    /// <param name="generationType">As in <see cref="RecordGenerationStart"/>.</param>
    /// <param name="targetYear">As in <see cref="RecordGenerationStart"/>.</param>
    /// <param name="targetMonth">As in <see cref="RecordGenerationStart"/>.</param>
    /// <param name="work">The generation. What it throws is recorded, ends the run as failed, and reaches the caller unchanged.</param>
    /// <param name="metadata">As in <see cref="RecordGenerationStart"/>.</param>
    /// <param name="cancellationToken">Handed to <paramref name="work"/>.</param>
    /// <returns>What <paramref name="work"/> returned.</returns>
    public async Task<GenerationStats> MonitorAsync(
        string generationType,
        int? targetYear,
        int? targetMonth,
        Func<GenerationRun, CancellationToken, Task<GenerationStats>> work,
        object? metadata = null,
        CancellationToken cancellationToken = default)
    {
        var run = new GenerationRun(this, RecordGenerationStart(generationType, targetYear, targetMonth, metadata));
        var startedAt = _clock.GetTimestamp();
        try
        {
            var stats = await WithHeartbeatsAsync(run, work, cancellationToken);
            RecordGenerationComplete(run.Id, stats, _clock.GetElapsedTime(startedAt));
            return stats;
        }
        catch (Exception exception)
        {
            run.RecordError(exception);
            RecordGenerationComplete(run.Id, run.StatsWhenBroken(), _clock.GetElapsedTime(startedAt));
            throw;
        }
    }

    // The last heartbeat is over before the completion is recorded, which nothing may follow.
    private async Task<GenerationStats> WithHeartbeatsAsync(
        GenerationRun run, Func<GenerationRun, CancellationToken, Task<GenerationStats>> work, CancellationToken cancellationToken)
    {
        run.Beat();
        await using var heartbeats = _clock.CreateTimer(
            static run => ((GenerationRun)run!).Beat(), run, _heartbeatInterval, _heartbeatInterval);
        return await work(run, cancellationToken);
    }

    /// <summary>Statistics of recorded runs.</summary>
    /// <exception cref="HttpRequestException">The system did not answer, or refused; the message says why.</exception>
    public Task<GenerationStatistics> GetGenerationStatsAsync(StatsOptions? options = null, CancellationToken cancellationToken = default) =>
        _queries.GetAsync<GenerationStatistics>("stats", (options ?? new()).Parameters(), cancellationToken);

    /// <summary>Alerts about recorded runs, newest first.</summary>
    /// <exception cref="HttpRequestException">The system did not answer, or refused; the message says why.</exception>
    public Task<Page<GenerationAlert>> GetRecentAlertsAsync(AlertsOptions? options = null, CancellationToken cancellationToken = default) =>
        _queries.GetAsync<Page<GenerationAlert>>("alerts", (options ?? new()).Parameters(), cancellationToken);

    /// <summary>Recorded runs, newest first unless asked for otherwise.</summary>
    /// <exception cref="HttpRequestException">The system did not answer, or refused; the message says why.</exception>
    public Task<Page<MonitoringRecord>> GetMonitoringRecordsAsync(RecordsOptions? options = null, CancellationToken cancellationToken = default) =>
        _queries.GetAsync<Page<MonitoringRecord>>("runs", (options ?? new()).Parameters(), cancellationToken);

    /// <summary>Waits until everything recorded before this call was delivered or dropped.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _sender.FlushAsync(cancellationToken);

    /// <summary>Takes no more records and waits at most <see cref="GenerationMonitorOptions.FlushTimeout"/> for those it has.</summary>
    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
