using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>Records over time. The first and the last bucket count only what lies in the asked range.</summary>
/// <param name="StepMs">Width of a bucket.</param>
/// <param name="Buckets">Every bucket of the range, also the empty ones.</param>
/// <param name="Total">Records of all buckets.</param>
/// <param name="Partial">Time ran out; the counts are too low.</param>
internal sealed record Histogram(long StepMs, IReadOnlyList<HistogramBucket> Buckets, long Total, bool Partial)
{
    public static Histogram Of(CountTable counts, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        var byStart = counts.Cells.ToLookup(static cell => cell.StartUnixMs);
        var first = HistogramStep.Floor(from, step);
        var buckets = Enumerable.Range(0, (int)HistogramStep.CountOf(from, to, step))
            .Select(index => first + (step * index))
            .Select(start => HistogramBucket.Of(start, byStart[start.ToUnixTimeMilliseconds()]))
            .ToList();
        return new((long)step.TotalMilliseconds, buckets, buckets.Sum(static bucket => bucket.Counts.Values.Sum()), counts.IsPartial);
    }
}

/// <summary>One bucket.</summary>
/// <param name="Start">Its begin; a multiple of the width.</param>
/// <param name="Counts">Records by level; levels without any are left out.</param>
internal sealed record HistogramBucket(DateTimeOffset Start, IReadOnlyDictionary<string, long> Counts)
{
    public static HistogramBucket Of(DateTimeOffset start, IEnumerable<(long StartUnixMs, string Service, Severity Level, long Count)> cells) => new(
        start,
        cells.GroupBy(static cell => cell.Level).OrderBy(static level => level.Key)
            .ToDictionary(static level => level.Key.Name(), static level => level.Sum(static cell => cell.Count)));
}
