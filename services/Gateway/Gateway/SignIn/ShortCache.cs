using System.Collections.Concurrent;

namespace Monitoring.Gateway.SignIn;

/// <summary>Remembers what a credential stands for, briefly, so that a busy client does not cost one query per request.</summary>
/// <remarks>
/// The time to live bounds how long a revoked credential still works in this process: 2 s, well within the promised 5 s. Holds at most
/// <see cref="Capacity"/> entries; a full cache starts anew, which costs one query per active credential.
/// </remarks>
internal sealed class ShortCache<T>(TimeProvider clock)
    where T : class
{
    public const int Capacity = 10_000;

    private static readonly TimeSpan _timeToLive = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (T Value, long At)> _entries = new();

    /// <summary>The remembered value, or what <paramref name="load"/> finds; a miss (null) is not remembered.</summary>
    public async Task<T?> GetAsync(byte[] hash, Func<Task<T?>> load)
    {
        var key = Convert.ToBase64String(hash);
        if (_entries.TryGetValue(key, out var entry) && clock.GetElapsedTime(entry.At) < _timeToLive)
        {
            return entry.Value;
        }

        var value = await load();
        if (value is null)
        {
            _entries.TryRemove(key, out _);
            return null;
        }

        if (_entries.Count >= Capacity)
        {
            _entries.Clear();
        }

        _entries[key] = (value, clock.GetTimestamp());
        return value;
    }

    /// <summary>Forgets everything, so that a revocation made in this process holds at once.</summary>
    public void Clear() => _entries.Clear();
}
