namespace Monitoring.Metrics.Window;

/// <summary>The newest samples of one series, at most 64, each time once, in order of time. Thread-safe.</summary>
/// <remarks>
/// Sixty-four hold half an hour of a series collected each 30 s. The array grows with its content: a series of few samples costs
/// 128 bytes, a busy one 1 KiB.
/// </remarks>
internal sealed class RecentSamples
{
    public const int Capacity = 64;

    private readonly Lock _lock = new();
    private Point[] _points = [];
    private int _count;
    private long _coveredFromMs = long.MinValue;

    /// <summary>Every sample of the series at this time or later is here.</summary>
    public long CoveredFromMs
    {
        get
        {
            lock (_lock)
            {
                return _coveredFromMs;
            }
        }
    }

    /// <summary>The newest sample, or null before the first.</summary>
    public Point? Latest
    {
        get
        {
            lock (_lock)
            {
                return _count == 0 ? null : _points[_count - 1];
            }
        }
    }

    /// <summary>Takes a sample in; a repeated one changes nothing.</summary>
    public void Add(long timestampMs, double value)
    {
        lock (_lock)
        {
            var place = PlaceOf(timestampMs);
            if (place < _count && _points[place].TimestampMs == timestampMs)
            {
                _points[place] = _points[place].Merge(value);
            }
            else if (_count < Capacity)
            {
                Insert(place, new(timestampMs, value));
            }
            else
            {
                ReplaceOldest(place, new(timestampMs, value));
            }
        }
    }

    /// <summary>Says that what is older than <paramref name="timestampMs"/> may be missing here.</summary>
    public void LimitCover(long timestampMs)
    {
        lock (_lock)
        {
            _coveredFromMs = Math.Max(_coveredFromMs, timestampMs);
        }
    }

    /// <summary>The samples from <paramref name="fromMs"/> up to but without <paramref name="toMs"/>; null where some may be missing.</summary>
    public List<Point>? Read(long fromMs, long toMs)
    {
        lock (_lock)
        {
            return _coveredFromMs > fromMs ? null : [.. _points.AsSpan(PlaceOf(fromMs)..PlaceOf(toMs))];
        }
    }

    private void Insert(int place, Point point)
    {
        if (_count == _points.Length)
        {
            Array.Resize(ref _points, Math.Max(8, _count * 2));
        }

        Array.Copy(_points, place, _points, place + 1, _count - place);
        _points[place] = point;
        _count++;
    }

    // Full: the oldest of all leaves, which may be the new one.
    private void ReplaceOldest(int place, Point point)
    {
        if (place == 0)
        {
            _coveredFromMs = Math.Max(_coveredFromMs, point.TimestampMs + 1);
            return;
        }

        _coveredFromMs = Math.Max(_coveredFromMs, _points[0].TimestampMs + 1);
        Array.Copy(_points, 1, _points, 0, place - 1);
        _points[place - 1] = point;
    }

    // Binary search: the first place whose time is not before the given one.
    private int PlaceOf(long timestampMs)
    {
        var low = 0;
        var high = _count;
        // Samples mostly arrive in order.
        if (_count > 0 && _points[_count - 1].TimestampMs < timestampMs)
        {
            return _count;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].TimestampMs < timestampMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
