namespace Monitoring.Metrics.Dashboard;

/// <summary>A quantile of what was counted in buckets, as exact as the bucket it lies in is narrow. Pure.</summary>
internal static class BucketQuantile
{
    /// <param name="quantile">0 to 1.</param>
    /// <param name="buckets">Upper bound and how many values lie at or below it, rising; the last bound is infinite.</param>
    /// <returns>Within its bucket evenly spread; the last finite bound where it lies above that; null without values.</returns>
    public static double? Of(double quantile, IReadOnlyList<(double Bound, double Count)> buckets)
    {
        if (buckets.Count == 0 || buckets[^1].Count <= 0)
        {
            return null;
        }

        var rank = quantile * buckets[^1].Count;
        var lower = (Bound: 0.0, Count: 0.0);
        foreach (var bucket in buckets)
        {
            if (bucket.Count >= rank && bucket.Count > lower.Count)
            {
                return double.IsPositiveInfinity(bucket.Bound)
                    ? lower.Bound
                    : lower.Bound + ((bucket.Bound - lower.Bound) * (rank - lower.Count) / (bucket.Count - lower.Count));
            }

            lower = bucket;
        }

        return lower.Bound;
    }
}
