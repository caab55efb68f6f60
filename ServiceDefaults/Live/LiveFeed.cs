using System.Collections.Immutable;

namespace Monitoring.ServiceDefaults.Live;

/// <summary>Hands what has just been committed to everybody who watches, without ever waiting for a watcher.</summary>
/// <remarks>Process-wide and in memory: a watcher that needs what it missed reads it from the API.</remarks>
public sealed class LiveFeed<T>
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

    /// <summary>Begins to watch; dispose the subscription to stop.</summary>
    /// <param name="filter">Which items; null takes all. Called on the publisher's thread, so it must be quick.</param>
    /// <param name="capacity">Items kept for a slow watcher; beyond it the oldest go and are counted.</param>
    public LiveSubscription<T> Subscribe(Func<T, bool>? filter = null, int capacity = 1000)
    {
        var subscription = new LiveSubscription<T>(filter, capacity, Remove);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, added) => all.Add(added), subscription);
        return subscription;
    }

    private void Remove(LiveSubscription<T> subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, static (all, removed) => all.Remove(removed), subscription);
}

/// <summary>What a watcher has not read yet: a bounded ring that drops its oldest items and counts them.</summary>
public sealed class LiveSubscription<T> : IDisposable
{
    private readonly Func<T, bool>? _filter;
    private readonly int _capacity;
    private readonly Action<LiveSubscription<T>> _remove;
    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private readonly WakeSignal _arrived = new(TimeProvider.System);
    private long _missed;

    internal LiveSubscription(Func<T, bool>? filter, int capacity, Action<LiveSubscription<T>> remove)
    {
        _filter = filter;
        _capacity = capacity;
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
                if (_filter?.Invoke(item) == false)
                {
                    continue;
                }

                if (_waiting.Count == _capacity)
                {
                    _waiting.Dequeue();
                    _missed++;
                }

                _waiting.Enqueue(item);
            }

        }

        _arrived.Set();
    }

    private (IReadOnlyList<T> Items, long Missed) Take(int limit)
    {
        var taken = new List<T>(Math.Min(limit, _waiting.Count));
        while (taken.Count < limit && _waiting.TryDequeue(out var item))
        {
            taken.Add(item);
        }

        var missed = _missed;
        _missed = 0;
        return (taken, missed);
    }

    /// <inheritdoc />
    public void Dispose() => _remove(this);
}
