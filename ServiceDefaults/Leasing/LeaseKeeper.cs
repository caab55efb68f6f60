using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Monitoring.ServiceDefaults.Leasing;

/// <summary>Extends the leases of a worker while it works, and tells the work to stop when its lease is lost or about to be.</summary>
/// <remarks>
/// Runs on a thread of its own with blocking I/O: work that starves the thread pool must not cost its own lease. Independently of any
/// answer of the database, each lease stops its work one sixth of the lease time before it could expire there.
/// </remarks>
internal sealed partial class LeaseKeeper : IDisposable
{
    private readonly LeasedQueue _queue;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Guid, HeldLease> _held = new();
    private readonly ManualResetEventSlim _isDisposed = new();
    private readonly Thread _thread;

    public LeaseKeeper(LeasedQueue queue, TimeProvider clock, ILogger logger)
    {
        _queue = queue;
        _clock = clock;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "lease heartbeat" };
        _thread.Start();
    }

    /// <summary>How long work may go on after the request for its lease was sent.</summary>
    private TimeSpan SafeTime => _queue.LeaseTime * 5 / 6;

    /// <param name="lease">What was claimed.</param>
    /// <param name="claimedAt">Timestamp taken before the claim was sent.</param>
    /// <returns>The lease's life: its token is cancelled when the work must stop; dispose it when the work has ended.</returns>
    public HeldLease Hold(Lease lease, long claimedAt)
    {
        var remaining = SafeTime - _clock.GetElapsedTime(claimedAt);
        var held = new HeldLease(lease, remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero, _clock, ended => _held.TryRemove(ended.Token, out _));
        _held[lease.Token] = held;
        return held;
    }

    private void Run()
    {
        var isFailing = false;
        while (!_isDisposed.Wait(isFailing ? TimeSpan.FromSeconds(1) : _queue.LeaseTime / 3))
        {
            try
            {
                Extend([.. _held.Values]);
                isFailing = false;
            }
            // Nothing may end this thread. The leases stop their work by themselves if this goes on.
            catch (Exception exception)
            {
                if (!isFailing)
                {
                    LogHeartbeatFailed(exception);
                }

                isFailing = true;
            }
        }
    }

    private void Extend(HeldLease[] leases)
    {
        if (leases.Length == 0)
        {
            return;
        }

        var sentAt = _clock.GetTimestamp();
        var answer = _queue.Heartbeat([.. leases.Select(held => held.Lease)]);
        foreach (var held in leases)
        {
            if (!answer.TryGetValue(held.Lease.Token, out var isExtended))
            {
                held.Stop();
            }
            else if (isExtended)
            {
                held.Extend(SafeTime - _clock.GetElapsedTime(sentAt));
            }
        }
    }

    public void Dispose()
    {
        _isDisposed.Set();
        _thread.Join();
        _isDisposed.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Leases could not be extended; trying again each second")]
    private partial void LogHeartbeatFailed(Exception exception);
}

/// <summary>One lease while it is worked on.</summary>
internal sealed class HeldLease(Lease lease, TimeSpan safeTime, TimeProvider clock, Action<Lease> ended) : IDisposable
{
    private readonly CancellationTokenSource _stop = new(safeTime, clock);
    private readonly Lock _lock = new();
    private bool _isEnded;

    public Lease Lease => lease;

    /// <summary>Cancelled when the work must stop because the lease is lost.</summary>
    public CancellationToken Lost => _stop.Token;

    public void Extend(TimeSpan safeTime)
    {
        lock (_lock)
        {
            if (!_isEnded && safeTime > TimeSpan.Zero)
            {
                _stop.CancelAfter(safeTime);
            }
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (!_isEnded)
            {
                // What the work registered runs elsewhere: this thread has other leases to extend.
                _ = _stop.CancelAsync();
            }
        }
    }

    public void Dispose()
    {
        ended(lease);
        lock (_lock)
        {
            _isEnded = true;
            _stop.Dispose();
        }
    }
}
