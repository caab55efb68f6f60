namespace Monitoring.Metrics.Dashboard;

// Property names become snake_case on the wire, see Envelope.

internal sealed record DashboardBody(
    PeriodBody Period, SystemOverview SystemOverview, ApiStatistics ApiStatistics, IReadOnlyList<GenerationStatistics> GenerationStatistics);

internal sealed record PeriodBody(int Hours, DateTimeOffset From, DateTimeOffset To);

/// <param name="Current">The latest collection.</param>
/// <param name="Status">healthy, warning, critical, or unknown before the first collection.</param>
/// <param name="CollectedAt">When it was taken.</param>
/// <param name="History">Averages over the period; of disks the fullest.</param>
internal sealed record SystemOverview(
    CurrentUsage Current, string Status, DateTimeOffset CollectedAt, IReadOnlyList<UsagePoint> History);

/// <summary>Percent; null where this platform does not tell. Of disks the fullest.</summary>
internal sealed record CurrentUsage(double? CpuUsage, double? MemoryUsage, double? DiskUsage);

internal sealed record UsagePoint(DateTimeOffset Timestamp, double? CpuUsage, double? MemoryUsage, double? DiskUsage);

/// <summary>Requests that this process has answered in the period.</summary>
/// <param name="TotalRequests">All of them.</param>
/// <param name="ErrorRatePercent">Share of those that failed here (5xx); null without requests.</param>
/// <param name="RequestsPerSecond">Mean over the period.</param>
/// <param name="AverageResponseMs">Null without requests.</param>
/// <param name="P50ResponseMs">As exact as the buckets of the measurement.</param>
/// <param name="P95ResponseMs">As exact as the buckets of the measurement.</param>
/// <param name="P99ResponseMs">As exact as the buckets of the measurement.</param>
/// <param name="StatusCodes">How many requests had a status of each class.</param>
internal sealed record ApiStatistics(
    long TotalRequests,
    double? ErrorRatePercent,
    double RequestsPerSecond,
    double? AverageResponseMs,
    double? P50ResponseMs,
    double? P95ResponseMs,
    double? P99ResponseMs,
    IReadOnlyDictionary<string, long> StatusCodes);

/// <summary>Runs of a generation type in the period.</summary>
internal sealed record GenerationStatistics(
    string GenerationType, IReadOnlyDictionary<string, long> Runs, IReadOnlyDictionary<string, long> Items);
