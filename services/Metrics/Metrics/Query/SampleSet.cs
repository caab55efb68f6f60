using System.Runtime.InteropServices;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Query;

/// <summary>The samples of some series, each time of a series once, in order of time.</summary>
internal sealed class SampleSet
{
    private readonly Dictionary<int, List<Point>> _points = [];

    /// <summary>True when damaged rows of the log were left out.</summary>
    public bool IsPartial { get; set; }

    /// <summary>The samples of a series from <paramref name="fromMs"/> up to but without <paramref name="toMs"/>.</summary>
    public ReadOnlySpan<Point> Of(Series series, long fromMs, long toMs)
    {
        if (!_points.TryGetValue(series.Id, out var points))
        {
            return [];
        }

        var all = CollectionsMarshal.AsSpan(points);
        var begin = PlaceOf(all, fromMs);
        return all[begin..PlaceOf(all, toMs)];
    }

    /// <summary>Takes in the samples of a series, which must be in order already.</summary>
    public void Set(Series series, List<Point> points) => _points[series.Id] = points;

    /// <summary>Takes in samples in any order, repeats included; see <see cref="Point.Merge"/>.</summary>
    public void SetUnordered(Series series, List<Point> points)
    {
        points.Sort(static (left, right) => left.TimestampMs.CompareTo(right.TimestampMs));
        var all = CollectionsMarshal.AsSpan(points);
        var kept = 0;
        foreach (var point in all)
        {
            if (kept > 0 && all[kept - 1].TimestampMs == point.TimestampMs)
            {
                all[kept - 1] = all[kept - 1].Merge(point.Value);
            }
            else
            {
                all[kept++] = point;
            }
        }

        points.RemoveRange(kept, points.Count - kept);
        _points[series.Id] = points;
    }

    private static int PlaceOf(ReadOnlySpan<Point> points, long timestampMs)
    {
        var low = 0;
        var high = points.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = points[middle].TimestampMs < timestampMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
