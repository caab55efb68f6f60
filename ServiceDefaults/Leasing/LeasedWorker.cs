using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Monitoring.ServiceDefaults.Leasing;

/// <summary>Works off a <see cref="LeasedQueue"/>: claims rows as slots are free, keeps their leases alive, takes back those of dead workers.</summary>
/// <remarks>
/// Every replica runs one; none is the leader. When the host stops, no more is claimed and the work in hand has
/// <see cref="StopGrace"/> to end; what is then cancelled goes back to the queue without counting the attempt.
/// </remarks>
/// <param name="queue">The work.</param>
/// <param name="concurrency">How many rows are worked on at the same time.</param>
/// <param name="clock">Times polling, sweeping and the worker's own view of its leases.</param>
/// <param name="logger">Of the derived class.</param>
public abstract partial class LeasedWorker(LeasedQueue queue, int concurrency, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>How long work in hand may go on after the host was told to stop; less than the host's own 30 s.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _sweepInterval = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _slots = new(concurrency);
    private long _sweptAt;

    /// <summary>Does the work of one row and ends it with <see cref="LeasedQueue.FinishAsync"/> or <see cref="LeasedQueue.RetryAsync"/>.</summary>
    /// <param name="lease">The row and its fence.</param>
    /// <param name="cancellationToken">Cancelled when the lease is lost or the host's patience has ended.</param>
    /// <remarks>
    /// What it throws is kept with the row, which is tried again after <see cref="LeasedQueue.BackOff"/>. A row it leaves untouched is
    /// taken back when its lease has expired.
    /// </remarks>
    protected abstract Task HandleAsync(Lease lease, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var keeper = new LeaseKeeper(queue, clock, logger);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunPassAsync(keeper, patience.Token, stoppingToken);
                isFailing = false;
            }
            // The loop outlives a failed pass: the rows are still there. A long outage is one line in the log, not one a second.
            catch (Exception exception)
            {
                if (!isFailing && !stoppingToken.IsCancellationRequested)
                {
                    LogPassFailed(exception);
                }

                isFailing = true;
            }

            await queue.Work.WaitAsync(_pollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        patience.CancelAfter(StopGrace);
        for (var slot = 0; slot < concurrency; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None);
        }
    }

    private async Task RunPassAsync(LeaseKeeper keeper, CancellationToken patience, CancellationToken stoppingToken)
    {
        if (_sweptAt == 0 || clock.GetElapsedTime(_sweptAt) >= _sweepInterval)
        {
            _sweptAt = clock.GetTimestamp();
            await queue.SweepAsync(stoppingToken);
        }

        if (_slots.CurrentCount == 0)
        {
            return;
        }

        var claimedAt = clock.GetTimestamp();
        // Not cancelled by a stop: a claim whose answer is not read would hold its rows until the lease expires.
        foreach (var lease in await queue.ClaimAsync(_slots.CurrentCount, CancellationToken.None))
        {
            await _slots.WaitAsync(CancellationToken.None);
            var held = keeper.Hold(lease, claimedAt);
            _ = Task.Run(() => WorkAsync(held, patience), CancellationToken.None);
        }
    }

    private async Task WorkAsync(HeldLease held, CancellationToken patience)
    {
        try
        {
            using (held)
            {
                await HandleAndSettleAsync(held, patience);
            }
        }
        // The database does not answer: the lease expires, and a sweep takes the row back.
        catch (Exception exception)
        {
            LogNotSettled(held.Lease.Id, exception);
        }
        finally
        {
            _slots.Release();
            queue.Work.Set();
        }
    }

    private async Task HandleAndSettleAsync(HeldLease held, CancellationToken patience)
    {
        var lease = held.Lease;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(held.Lost, patience);
        try
        {
            await HandleAsync(lease, stop.Token);
        }
        catch (Exception) when (held.Lost.IsCancellationRequested)
        {
            queue.RecordLost();
            LogLost(lease.Id);
        }
        // In whatever way the work took the cancellation: it was not its fault.
        catch (Exception) when (patience.IsCancellationRequested)
        {
            await queue.ReleaseAsync(lease, CancellationToken.None);
        }
        // Work may fail in any way; what it failed on is kept with the row and tried again.
        catch (Exception exception)
        {
            LogAttemptFailed(lease.Id, lease.Attempt, exception);
            await queue.FailAsync(lease, exception.Message, CancellationToken.None);
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        base.Dispose();
        _slots.Dispose();
        GC.SuppressFinalize(this);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work could not be claimed; trying again each second")]
    private partial void LogPassFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lease of {Id} was lost; its work was stopped")]
    private partial void LogLost(Guid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Attempt {Attempt} at {Id} failed")]
    private partial void LogAttemptFailed(Guid id, int attempt, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of work on {Id} could not be stored; its lease will expire")]
    private partial void LogNotSettled(Guid id, Exception exception);
}
