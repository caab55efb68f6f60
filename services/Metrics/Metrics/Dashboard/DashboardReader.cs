using System.Globalization;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Query;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.RunCounters;

namespace Monitoring.Metrics.Dashboard;

/// <summary>Puts the dashboard together: the host now and over the period, requests and generation runs of the period.</summary>
internal sealed class DashboardReader(
    SeriesRegistry registry, SampleReader samples, HostView host, HttpRequestTotals requests, TimeProvider clock)
{
    private static readonly string[] _counters =
        [HttpRequestTotals.CountMetric, HttpRequestTotals.SumMetric, HttpRequestTotals.BucketMetric, RunTotals.Runs, RunTotals.Items];

    /// <exception cref="QueryTooLargeException">The period holds more samples than may be read at once.</exception>
    public async Task<DashboardBody> ReadAsync(int hours, CancellationToken cancellationToken)
    {
        var to = clock.GetUtcNow();
        var period = new PeriodBody(hours, to.AddHours(-hours), to);
        var history = HistoryQueries(period);
        var selected = history.ToDictionary(query => query, query => query.Select(registry.Find(query.Metric)).Where(IsOwn).ToList());
        var counters = _counters.SelectMany(name => registry.Find(name)?.Series ?? []).Where(IsOwn).ToList();
        var fromMs = period.From.ToUnixTimeMilliseconds();
        var read = await samples.ReadAsync(
            selected.Values.SelectMany(series => series).Concat(counters),
            Math.Min(history[0].FromMs, fromMs - (long)CounterIncrease.BeganWithin.TotalMilliseconds),
            history[0].ToMs,
            cancellationToken);
        var current = requests.Collect(to).ToDictionary(point => (point.Metric, point.Labels), point => (double?)point.Value);
        var increases = counters.ToDictionary(
            series => series,
            series => CounterIncrease.Of(
                read.Of(series, long.MinValue, long.MaxValue), fromMs, current.GetValueOrDefault((series.Metric.Name, series.Labels))));
        return new(
            period,
            new(host.Current, host.Status, host.CollectedAt, History([.. history.Select(query => QueryEvaluator.Evaluate(query, selected[query], read))])),
            Statistics(increases, period),
            Generation(increases));
    }

    // A program that sends the same metrics by OTLP is neither this host nor this process.
    private static bool IsOwn(Series series) => series.Source is CollectionPass.Source or RunTotalsPass.Source;

    private static MetricQuery[] HistoryQueries(PeriodBody period)
    {
        var stepMs = Step.ForRange((long)(period.To - period.From).TotalMilliseconds);
        MetricQuery Query(string metric, string aggregation, params KeyValuePair<string, string>[] filter) => new()
        {
            Metric = metric,
            Aggregation = aggregation,
            Filter = new Dictionary<string, string>(filter),
            FromMs = period.From.ToUnixTimeMilliseconds() / stepMs * stepMs,
            ToMs = ((period.To.ToUnixTimeMilliseconds() / stepMs) + 1) * stepMs,
            StepMs = stepMs,
        };
        return
        [
            Query("system.cpu.utilization", "avg", KeyValuePair.Create("cpu", CpuTimes.AllCpus)),
            Query("system.memory.utilization", "avg"),
            Query("system.filesystem.utilization", "max"),
        ];
    }

    private static List<UsagePoint> History(IReadOnlyList<ResultSeries>[] lines)
    {
        var columns = lines.Select(line => line.SelectMany(series => series.Points).ToDictionary(point => point.TimestampMs, point => point.Value)).ToList();
        double? Percent(int column, long at) => columns[column].TryGetValue(at, out var ratio) ? Math.Round(ratio * 100, 1) : null;
        return [.. columns.SelectMany(column => column.Keys).Distinct().Order().Select(at =>
            new UsagePoint(DateTimeOffset.FromUnixTimeMilliseconds(at), Percent(0, at), Percent(1, at), Percent(2, at)))];
    }

    private static ApiStatistics Statistics(Dictionary<Series, double> increases, PeriodBody period)
    {
        double Sum(string metric, string status) => increases
            .Where(one => one.Key.Metric.Name == metric && one.Key.Labels[HttpRequestTotals.StatusLabel] == status).Sum(one => one.Value);
        var counts = HttpRequestTotals.StatusClasses.ToDictionary(status => status, status => (long)Sum(HttpRequestTotals.CountMetric, status));
        var total = counts.Values.Sum();
        var seconds = HttpRequestTotals.StatusClasses.Sum(status => Sum(HttpRequestTotals.SumMetric, status));
        var buckets = increases.Where(one => one.Key.Metric.Name == HttpRequestTotals.BucketMetric)
            .Select(one => (Bound: BoundOf(one.Key), Count: one.Value)).OrderBy(bucket => bucket.Bound).ToList();
        double? QuantileMs(double quantile) => BucketQuantile.Of(quantile, buckets) is { } value ? Math.Round(value * 1000, 2) : null;
        return new(
            total,
            total == 0 ? null : Math.Round(100.0 * counts["5xx"] / total, 2),
            Math.Round(total / (period.To - period.From).TotalSeconds, 3),
            total == 0 ? null : Math.Round(seconds * 1000 / total, 2),
            QuantileMs(0.5),
            QuantileMs(0.95),
            QuantileMs(0.99),
            counts);
    }

    private static double BoundOf(Series bucket) =>
        bucket.Labels["le"] is "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture);

    private static List<GenerationStatistics> Generation(Dictionary<Series, double> increases)
    {
        Dictionary<string, long> Of(IEnumerable<KeyValuePair<Series, double>> type, string metric, string label) =>
            type.Where(one => one.Key.Metric.Name == metric).ToDictionary(one => one.Key.Labels[label], one => (long)one.Value);
        return [.. increases.Where(one => one.Key.Source == RunTotalsPass.Source).GroupBy(one => one.Key.Labels["generation_type"])
            .OrderBy(type => type.Key, StringComparer.Ordinal)
            .Select(type => new GenerationStatistics(type.Key, Of(type, RunTotals.Runs, "status"), Of(type, RunTotals.Items, "outcome")))];
    }
}
