using System.Globalization;
using Monitoring.Metrics.Exposition;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Collection;

/// <summary>Requests this process has answered since its start, from the web server's own measurements.</summary>
/// <remarks>
/// Streams are left out: how long a page stays open says nothing of how fast it is served. Stored as the counters
/// <c>http.server.request.duration.count</c> and <c>.sum</c> by class of status, and <c>.bucket</c> by upper bound in seconds.
/// </remarks>
internal sealed class HttpRequestTotals(ProcessMeters meters)
{
    public const string CountMetric = "http.server.request.duration.count";
    public const string SumMetric = "http.server.request.duration.sum";
    public const string BucketMetric = "http.server.request.duration.bucket";
    public const string StatusLabel = "status_class";

    /// <summary>Classes of status; each has its series from the first collection on, so that its first request shows as an increase.</summary>
    public static IReadOnlyList<string> StatusClasses { get; } = ["2xx", "3xx", "4xx", "5xx"];

    public IReadOnlyList<NewPoint> Collect(DateTimeOffset at)
    {
        var requests = meters.Read().FirstOrDefault(reading => reading.Name == "http.server.request.duration")?.Values.Where(IsNoStream).ToList() ?? [];
        var points = new PointList(at);
        foreach (var status in StatusClasses)
        {
            var ofStatus = requests.Where(request => request.Labels["http.response.status_code"].StartsWith(status[0])).ToList();
            points.Counter(CountMetric, "{request}", ofStatus.Sum(request => request.Distribution!.Count), (StatusLabel, status));
            points.Counter(SumMetric, "s", ofStatus.Sum(request => request.Value), (StatusLabel, status));
        }

        AddBuckets(points, requests);
        return points.Points;
    }

    private static void AddBuckets(PointList points, List<MeterValue> requests)
    {
        if (requests.Count == 0)
        {
            return;
        }

        var bounds = requests[0].Distribution!.Bounds;
        long below = 0;
        for (var i = 0; i <= bounds.Count; i++)
        {
            var bucket = i;
            below += requests.Sum(request => request.Distribution!.Counts[bucket]);
            points.Counter(BucketMetric, "{request}", below, ("le", i < bounds.Count ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf"));
        }
    }

    private static bool IsNoStream(MeterValue request)
    {
        var route = request.Labels["http.route"];
        return request.Labels["http.response.status_code"] != "101"
            && !route.EndsWith("/stream", StringComparison.Ordinal) && !route.EndsWith("/live", StringComparison.Ordinal);
    }
}
