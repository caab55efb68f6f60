using System.Collections.Immutable;

namespace Monitoring.ServiceDefaults.Live;

/// <summary>Hands what has just been committed to everybody who watches, without ever waiting for a watcher.</summary>
/// <remarks>Process-wide and in memory: a watcher that needs what it missed reads it from the API.</remarks>
/// <param name="sizeOf">About what an item holds in memory; null where items are so small that their number is bound enough.</param>
public sealed class LiveFeed<T>(Func<T, int>? sizeOf = null)
{
    private ImmutableArray<LiveSubscription<T>> _subscriptions = [];

    /// <summary>How many watch now.</summary>
    public int SubscriberCount => _subscriptions.Length;

    /// <summary>Offers items to every subscription whose filter takes them.</summary>
    public void Publish(IReadOnlyList<T> items)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(items);
        }
    }

    /// <summary>Counts items that nobody will be offered; whom they would have matched is not known, so everybody missed them.</summary>
    public void Miss(long items)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Miss(items);
        }
    }

    /// <summary>Begins to watch; dispose the subscription to stop.</summary>
    /// <param name="filter">Which items; null takes all. Called on the publisher's thread, so it must be quick.</param>
    /// <param name="capacity">Items kept for a slow watcher, of 1 MiB together; beyond it the oldest go and are counted.</param>
    public LiveSubscription<T> Subscribe(Func<T, bool>? filter = null, int capacity = 1000)
    {
        var subscription = new LiveSubscription<T>(filter, capacity, sizeOf, Remove);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    private void Remove(LiveSubscription<T> subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (all, removed) => all.Remove(removed), subscription);
}

/// <summary>What a watcher has not read yet: a bounded ring that drops its oldest items and counts them.</summary>
public sealed class LiveSubscription<T> : IDisposable
{
    private const int MaxBytes = 1024 * 1024;

    private readonly Func<T, bool>? _filter;
    private readonly int _capacity;
    private readonly Func<T, int>? _sizeOf;
    private readonly Action<LiveSubscription<T>> _remove;
    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private readonly WakeSignal _arrived = new(TimeProvider.System);
    private long _waitingBytes;
    private long _missed;

    internal LiveSubscription(Func<T, bool>? filter, int capacity, Func<T, int>? sizeOf, Action<LiveSubscription<T>> remove)
    {
        _filter = filter;
        _capacity = capacity;
        _sizeOf = sizeOf;
        _remove = remove;
    }

    /// <summary>Waits for items and takes up to <paramref name="limit"/> of them.</summary>
    /// <returns>The items in order, and how many were dropped before the first of them.</returns>
    public async Task<(IReadOnlyList<T> Items, long Missed)> ReadAsync(int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count > 0)
                {
                    return Take(limit);
                }
            }

            await _arrived.WaitAsync(cancellationToken);
        }
    }

    internal void Offer(IReadOnlyList<T> items)
    {
        lock (_lock)
        {
            foreach (var item in items)
            {
                if (_filter?.Invoke(item) != false)
                {
                    Keep(item);
                }
            }
        }

        _arrived.Set();
    }

    // Told with the next item.
    internal void Miss(long items)
    {
        lock (_lock)
        {
            _missed += items;
        }
    }

    // The newest stays whatever its size, or a watcher of large items would never see one.
    private void Keep(T item)
    {
        _waiting.Enqueue(item);
        _waitingBytes += SizeOf(item);
        while (_waiting.Count > _capacity || (_waitingBytes > MaxBytes && _waiting.Count > 1))
        {
            _waitingBytes -= SizeOf(_waiting.Dequeue());
            _missed++;
        }
    }

    private int SizeOf(T item) => _sizeOf?.Invoke(item) ?? 0;

    private (IReadOnlyList<T> Items, long Missed) Take(int limit)
    {
        var taken = new List<T>(Math.Min(limit, _waiting.Count));
        while (taken.Count < limit && _waiting.TryDequeue(out var item))
        {
            _waitingBytes -= SizeOf(item);
            taken.Add(item);
        }

        var missed = _missed;
        _missed = 0;
        return (taken, missed);
    }

    /// <inheritdoc />
    public void Dispose() => _remove(this);
}
