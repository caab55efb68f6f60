using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.LogIngest.Tail;

/// <summary>Shows committed rows to whoever watches, on a task of its own: a commit neither waits for the watchers' filters nor fails by one.</summary>
/// <remarks>What it cannot keep up with is dropped, and every watcher is told how much.</remarks>
internal sealed partial class TailPublisher(LiveFeed<LogRecord> feed, ILogger<TailPublisher> logger) : BackgroundService
{
    // Beyond it the next commit's rows are dropped, so that it may be exceeded by one commit.
    private const long MaxWaitingBytes = 16 * 1024 * 1024;

    private readonly Channel<Committed> _waiting = Channel.CreateUnbounded<Committed>(new() { SingleReader = true });
    private long _waitingBytes;
    private long _missed;

    /// <summary>Hands over the rows of one commit; returns at once.</summary>
    /// <param name="rows">The rows in their order.</param>
    /// <param name="firstId">Id of the first row; the others follow on.</param>
    public void Offer(IReadOnlyList<LogRow> rows, long firstId)
    {
        if (feed.SubscriberCount == 0 || rows.Count == 0)
        {
            return;
        }

        if (Interlocked.Read(ref _waitingBytes) > MaxWaitingBytes)
        {
            Interlocked.Add(ref _missed, rows.Count);
            return;
        }

        var committed = new Committed(rows, firstId, rows.Sum(static row => (long)row.SizeBytes));
        Interlocked.Add(ref _waitingBytes, committed.SizeBytes);
        _waiting.Writer.TryWrite(committed);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var committed in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            Interlocked.Add(ref _waitingBytes, -committed.SizeBytes);
            feed.Miss(Interlocked.Exchange(ref _missed, 0));
            Publish(committed);
        }
    }

    private void Publish(Committed committed)
    {
        try
        {
            feed.Publish([.. committed.Rows.Select((row, index) => row.ToRecord(committed.FirstId + index))]);
        }
        catch (Exception exception)
        {
            // The tail outlives a record that a watcher's filter stumbles over.
            LogFailed(committed.Rows.Count, exception);
        }
    }

    private sealed record Committed(IReadOnlyList<LogRow> Rows, long FirstId, long SizeBytes);

    [LoggerMessage(Level = LogLevel.Error, Message = "Up to {Rows} stored records were not shown to the watchers of the live tail")]
    private partial void LogFailed(int rows, Exception exception);
}
