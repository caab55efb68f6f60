using Microsoft.Extensions.DependencyInjection;
using Monitoring.Metrics.Query;

namespace Monitoring.Metrics.Tests.Query;

/// <summary>Whatever is asked equals, bit for bit, what a plain reading of all samples gives: from memory, from the log, after a restart.</summary>
public sealed class QueryReferenceTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    private const string Metric = "test.reference";
    private const int SeriesCount = 6;

    private static readonly string[] _aggregations = ["avg", "sum", "min", "max", "last", "count", "rate", "p50", "p90", "p95", "p99"];

    [Fact]
    public async Task Queries_equal_the_reference_across_window_log_and_restart()
    {
        var random = new Random(3);
        var samples = new Dictionary<string, SortedDictionary<long, double>>();
        for (var round = 0; round < 3; round++)
        {
            await StoreAsync(random, samples);
            await metrics.Upkeep.SealAsync(CancellationToken.None);
            var restarted = await metrics.RestartAsync();
            var current = metrics.Services.GetRequiredService<QueryRunner>();
            for (var i = 0; i < 60; i++)
            {
                var query = NewQuery(random);
                var expected = Reference(query, samples);

                Assert.Equal(expected, await RunAsync(current, query));
                Assert.Equal(expected, await RunAsync(restarted, query));
            }

            metrics.Time.Advance(TimeSpan.FromMinutes(7));
        }
    }

    private async Task StoreAsync(Random random, Dictionary<string, SortedDictionary<long, double>> samples)
    {
        for (var batch = 0; batch < 12; batch++)
        {
            var points = new Dictionary<(string, long), double>();
            for (var i = 0; i < 60; i++)
            {
                var name = $"{random.Next(SeriesCount)}";
                // Up to two hours old, most of it young; some repeat what is there.
                var known = samples.TryGetValue(name, out var stored) && random.Next(5) == 0 ? stored.Keys.ElementAt(random.Next(stored.Count)) : (long?)null;
                var timestampMs = known ?? metrics.NowMs - (random.Next(3) == 0 ? random.Next(7_200_000) : random.Next(400_000));
                points[(name, timestampMs)] = Math.Round(random.NextDouble() * 100, random.Next(3) * 5);
            }

            await metrics.StoreAsync(points.Select(point => MetricsFixture.Point(
                Metric, point.Key.Item2, point.Value, ("name", point.Key.Item1), ("parity", int.Parse(point.Key.Item1, null) % 2 == 0 ? "even" : "odd"))));
            foreach (var ((name, timestampMs), value) in points)
            {
                var series = samples.TryGetValue(name, out var known) ? known : samples[name] = [];
                series[timestampMs] = series.TryGetValue(timestampMs, out var before) ? Math.Max(before, value) : value;
            }
        }
    }

    private MetricQuery NewQuery(Random random)
    {
        var stepMs = new[] { 1_000, 5_000, 15_000, 60_000, 300_000 }[random.Next(5)];
        var to = metrics.NowMs - (random.Next(3) * random.Next(3_600_000));
        var from = Math.Max(to - (stepMs * (long)random.Next(1, 400)), metrics.NowMs - 7_200_000);
        return new()
        {
            Metric = Metric,
            Aggregation = _aggregations[random.Next(_aggregations.Length)],
            Filter = random.Next(2) == 0 ? new Dictionary<string, string>() : new() { ["parity"] = "odd" },
            GroupBy = new string[][] { [], ["parity"], ["name"] }[random.Next(3)],
            FromMs = from / stepMs * stepMs,
            ToMs = ((to / stepMs) + 1) * stepMs,
            StepMs = stepMs,
        };
    }

    private static async Task<List<string>> RunAsync(QueryRunner runner, MetricQuery query) =>
        [.. (await runner.RunAsync([query], CancellationToken.None)).Results.Single().Series
            .SelectMany(line => line.Points.Select(point => Describe(line.Labels, point.TimestampMs, point.Value)))];

    private static string Describe(IEnumerable<KeyValuePair<string, string>> labels, long timestampMs, double value) =>
        $"{string.Join(',', labels.Select(label => $"{label.Key}={label.Value}"))} {timestampMs} {BitConverter.DoubleToInt64Bits(value):x}";

    private List<string> Reference(MetricQuery query, Dictionary<string, SortedDictionary<long, double>> samples)
    {
        // Series add up in the order of their numbers.
        var ordered = metrics.Registry.Find(Metric)!.Series.OrderBy(series => series.Id)
            .Where(series => query.Filter.All(label => series.Labels[label.Key] == label.Value)).ToList();
        var lines = ordered.GroupBy(series => series.Labels.Only(query.GroupBy)).OrderBy(group => group.Key.ToString(), StringComparer.Ordinal);
        return
        [
            .. from line in lines
               let members = line.Select(series => samples[series.Labels["name"]]).ToList()
               from step in Enumerable.Range(0, query.PointCount)
               let startMs = query.FromMs + (step * query.StepMs)
               let value = query.Aggregation == "rate" ? Rate(query, members, startMs) : Value(query, members, startMs)
               where value is not null
               select Describe(line.Key.Pairs, startMs, value.Value),
        ];
    }

    private static double? Value(MetricQuery query, List<SortedDictionary<long, double>> group, long startMs)
    {
        var inside = group.SelectMany(series => series.Where(one => one.Key >= startMs && one.Key < startMs + query.StepMs)).ToList();
        if (inside.Count == 0)
        {
            return null;
        }

        var sum = 0.0;
        inside.ForEach(one => sum += one.Value);
        return query.Aggregation switch
        {
            "avg" => sum / inside.Count,
            "sum" => sum,
            "min" => inside.Min(one => one.Value),
            "max" => inside.Max(one => one.Value),
            "count" => inside.Count,
            "last" => inside.Where(one => one.Key == inside.Max(other => other.Key)).Max(one => one.Value),
            var quantile => Quantile([.. inside.Select(one => one.Value).Order()], int.Parse(quantile[1..], null) / 100.0),
        };
    }

    private static double Quantile(double[] sorted, double quantile)
    {
        var rank = quantile * (sorted.Length - 1);
        var below = sorted[(int)rank];
        return below + ((sorted[Math.Min((int)rank + 1, sorted.Length - 1)] - below) * (rank - Math.Floor(rank)));
    }

    private static double? Rate(MetricQuery query, List<SortedDictionary<long, double>> group, long startMs)
    {
        double? rate = null;
        foreach (var series in group)
        {
            var read = series.Where(one => one.Key >= query.ReadFromMs && one.Key < query.ToMs).ToList();
            var (increase, coveredMs) = (0.0, 0L);
            foreach (var (before, after) in read.Zip(read.Skip(1)))
            {
                var overlapMs = Math.Min(after.Key, startMs + query.StepMs) - Math.Max(before.Key, startMs);
                if (overlapMs > 0)
                {
                    increase += (after.Value < before.Value ? after.Value : after.Value - before.Value) * overlapMs / (after.Key - before.Key);
                    coveredMs += overlapMs;
                }
            }

            rate = coveredMs == 0 ? rate : (rate ?? 0) + (increase * 1000 / coveredMs);
        }

        return rate;
    }
}
