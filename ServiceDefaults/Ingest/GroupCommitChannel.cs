using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Faults;
using Npgsql;

namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>Stores what many callers send in few commits, and tells each of them when its own part is durable.</summary>
/// <remarks>
/// A writer takes whatever has come while it was committing, so groups grow with the load. What waits is bounded by bytes and by time;
/// beyond either the caller is refused, and nothing of it is stored. One caller's bad item does not fail its neighbours: each item of a
/// refused group is then tried alone. When the database is unreachable all callers of the group are told so at once.
/// </remarks>
/// <typeparam name="T">One request's rows, all of which are stored or none.</typeparam>
public sealed class GroupCommitChannel<T> : BackgroundService
{
    private readonly string _name;
    private readonly Func<IReadOnlyList<T>, CancellationToken, Task> _commit;
    private readonly GroupCommitOptions _options;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly PendingQueue<T> _queue;
    private readonly WakeSignal _arrived;

    /// <summary>Creates a channel; modules register it with <see cref="IngestExtensions.AddGroupCommit"/>.</summary>
    /// <param name="name">Names the channel in metrics.</param>
    /// <param name="commit">Stores the items of one group in one transaction. Runs up to <see cref="GroupCommitOptions.Writers"/> times at once.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="metrics">Instruments.</param>
    /// <param name="clock">Times linger and waiting.</param>
    public GroupCommitChannel(
        string name,
        Func<IReadOnlyList<T>, CancellationToken, Task> commit,
        GroupCommitOptions options,
        IngestMetrics metrics,
        TimeProvider clock)
    {
        _name = name;
        _commit = commit;
        _options = options;
        _metrics = metrics;
        _clock = clock;
        _queue = new(options);
        _arrived = new(clock);
    }

    /// <summary>Hands in one item; the task ends when it is committed, or fails with what its commit failed with.</summary>
    /// <param name="item">What to store.</param>
    /// <param name="sizeBytes">Its size, about what it holds in memory.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="cancellationToken">
    /// Gives up waiting. An item not yet taken by a writer is not stored; one that is being committed is stored once, and its caller has
    /// merely not waited to hear of it.
    /// </param>
    /// <exception cref="IngestOverloadedException">Too much is waiting already; nothing was stored.</exception>
    public async Task EnqueueAsync(T item, int sizeBytes, int rows, CancellationToken cancellationToken)
    {
        var pending = new Pending<T>(item, sizeBytes, rows);
        if (!_queue.TryAdd(pending))
        {
            throw Overloaded();
        }

        _metrics.RecordPending(_name, sizeBytes);
        _arrived.Set();
        var committed = pending.Committed.Task;
        await committed.WaitAsync(_options.MaxWait, _clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!committed.IsCompleted && _queue.TryWithdraw(pending))
        {
            _metrics.RecordPending(_name, -sizeBytes);
            cancellationToken.ThrowIfCancellationRequested();
            throw Overloaded();
        }

        await committed.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, _options.Writers).Select(_ => WriteAsync(stoppingToken)));

    // Ends when the host stops and nothing waits any more.
    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        var wasSmall = false;
        while (true)
        {
            await _arrived.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (wasSmall && _options.Linger > TimeSpan.Zero)
            {
                await Task.Delay(_options.Linger, _clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            var (group, hasMore) = _queue.Take();
            if (hasMore)
            {
                _arrived.Set();
            }

            if (group.Count > 0)
            {
                await CommitAsync(group);
                wasSmall = group.Sum(pending => pending.Rows) < _options.SmallGroupRows;
            }
            else if (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task CommitAsync(List<Pending<T>> group)
    {
        var failure = await TryCommitAsync(group);
        if (failure is null || group.Count == 1 || !IsOfOneItem(failure))
        {
            group.ForEach(pending => End(pending, failure));
            return;
        }

        Exception? lost = null;
        foreach (var pending in group)
        {
            failure = lost ?? await TryCommitAsync([pending]);
            End(pending, failure);
            // A database that went away in between will not be back for the next item.
            lost = failure is not null && !IsOfOneItem(failure) ? failure : null;
        }
    }

    // Whatever is thrown is the callers' answer; the writer goes on.
    private async Task<Exception?> TryCommitAsync(List<Pending<T>> group)
    {
        try
        {
            CrashPoint.Hit("ingest.before-commit");
            // Never cancelled: a group belongs to several callers, and each must learn whether its part was stored.
            await _commit([.. group.Select(pending => pending.Item)], CancellationToken.None);
            CrashPoint.Hit("ingest.after-commit");
            _metrics.RecordGroup(_name, group.Sum(pending => pending.Rows));
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void End(Pending<T> pending, Exception? failure)
    {
        _queue.Release(pending);
        _metrics.RecordPending(_name, -pending.SizeBytes);
        if (failure is null)
        {
            pending.Committed.SetResult();
        }
        else
        {
            pending.Committed.SetException(failure);
        }
    }

    // What the server refuses for good, or a bug, lies in one of the items; everything else would fail each of them as well.
    private static bool IsOfOneItem(Exception exception) => exception switch
    {
        NpgsqlException { IsTransient: true } => false,
        PostgresException => true,
        NpgsqlException or TimeoutException or OperationCanceledException or IOException => false,
        _ => true,
    };

    private IngestOverloadedException Overloaded()
    {
        _metrics.RecordRejected(_name);
        return new();
    }
}
