using System.Globalization;
using System.Text.Json.Nodes;
using Dapper;
using Monitoring.TaskGeneration.Runs;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Statistics;

/// <summary>Published statistics equal what anybody recomputes from the records (T-TG-4).</summary>
public sealed class StatisticsTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private static readonly string[] _types = ["auto", "one_time", "manual"];

    private readonly RunClient _client = new(module.Http);

    [Fact]
    [Trait("promise", "T-TG-4")]
    public async Task Statistics_equal_their_recomputation_for_500_random_histories()
    {
        var random = new Random(16011);
        for (var history = 0; history < 500; history++)
        {
            var runs = Generate(random);
            await StoreAsync(runs);
            var groupBy = new[] { "type", "day", "month" }[history % 3];

            var stats = (await _client.GetAsync($"/api/v1/generation/stats?groupBy={groupBy}&from=2000-01-01T00:00:00Z")).Body;

            AssertFigures(runs, stats["total"]!);
            var groups = runs.GroupBy(run => KeyOf(run, groupBy)).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            Assert.Equal(groups.Select(group => group.Key), stats["groups"]!.AsArray().Select(group => group!["key"]!.GetValue<string>()));
            Assert.All(groups.Zip(stats["groups"]!.AsArray()), pair => AssertFigures([.. pair.First], pair.Second!));
        }
    }

    [Fact]
    public async Task Type_and_time_limit_what_is_summed_up()
    {
        var at = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await StoreAsync([Finished("auto", at, 10, 10), Finished("auto", at.AddDays(1), 10, 5), Finished("manual", at, 4, 4)]);

        var stats = (await _client.GetAsync("/api/v1/generation/stats?generationType=auto&from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z")).Body;

        Assert.Equal((1, 10, 100.0), (
            stats["total"]!["runs"]!.GetValue<int>(), stats["total"]!["items"]!["total"]!.GetValue<int>(), stats["total"]!["itemSuccessRate"]!.GetValue<double>()));
        Assert.Equal("auto", Assert.Single(stats["groups"]!.AsArray())!["key"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_beginning_the_last_30_days_are_summed_up()
    {
        var now = TimeProvider.System.GetUtcNow();
        await StoreAsync([Finished("auto", now.AddDays(-31), 1, 1), Finished("auto", now.AddDays(-29), 2, 2)]);

        var stats = (await _client.GetAsync("/api/v1/generation/stats")).Body;

        Assert.Equal(1, stats["total"]!["runs"]!.GetValue<int>());
        Assert.Equal(
            TimeSpan.FromDays(30), stats["to"]!.GetValue<DateTimeOffset>() - stats["from"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Nothing_to_sum_up_has_no_rates()
    {
        var stats = (await _client.GetAsync("/api/v1/generation/stats?generationType=never_seen")).Body;

        Assert.Empty(stats["groups"]!.AsArray());
        Assert.Equal(
            """{"runs":0,"completed":0,"partial":0,"failed":0,"stalled":0,"running":0,"runSuccessRate":null,"itemSuccessRate":null,"items":{"total":0,"success":0,"failed":0,"skipped":0},"durationMs":{"mean":null,"p50":null,"p95":null,"p99":null,"max":null},"errors":0,"lastRun":null}""",
            stats["total"]!.ToJsonString());
    }

    private static void AssertFigures(IReadOnlyList<Record> runs, JsonNode figures)
    {
        var durations = runs.Where(run => run.DurationMs is not null).Select(run => (double)run.DurationMs!).Order().ToArray();
        var last = runs.OrderByDescending(run => run.StartedAt).ThenByDescending(run => run.Id.ToString(), StringComparer.Ordinal).FirstOrDefault();

        Assert.Equal(runs.Count, figures["runs"]!.GetValue<int>());
        Assert.All(RunStatus.All, status => Assert.Equal(runs.Count(run => run.Status == status), figures[status]!.GetValue<int>()));
        AssertClose(Rate(runs.Count(run => run.Status == RunStatus.Completed), runs.Count(run => run.Status != RunStatus.Running)), figures["runSuccessRate"]);
        AssertClose(Rate(runs.Sum(run => run.Success), runs.Sum(run => run.Total)), figures["itemSuccessRate"]);
        Assert.Equal(
            (runs.Sum(run => run.Total), runs.Sum(run => run.Success), runs.Sum(run => run.Failed), runs.Sum(run => run.Skipped), runs.Sum(run => run.Errors)),
            (Items("total"), Items("success"), Items("failed"), Items("skipped"), figures["errors"]!.GetValue<int>()));
        AssertClose(durations.Length == 0 ? null : durations.Average(), figures["durationMs"]!["mean"]);
        AssertClose(Percentile(durations, 0.50), figures["durationMs"]!["p50"]);
        AssertClose(Percentile(durations, 0.95), figures["durationMs"]!["p95"]);
        AssertClose(Percentile(durations, 0.99), figures["durationMs"]!["p99"]);
        AssertClose(durations.Length == 0 ? null : durations[^1], figures["durationMs"]!["max"]);
        Assert.Equal(last?.Id, figures["lastRun"]?["id"]!.GetValue<Guid>());

        int Items(string name) => figures["items"]![name]!.GetValue<int>();
    }

    private static double? Rate(int part, int whole) => whole == 0 ? null : 100.0 * part / whole;

    // Linear interpolation between the two nearest ranks, as percentile_cont defines it.
    private static double? Percentile(double[] sorted, double fraction)
    {
        if (sorted.Length == 0)
        {
            return null;
        }

        var rank = fraction * (sorted.Length - 1);
        var (below, above) = ((int)Math.Floor(rank), (int)Math.Ceiling(rank));
        return sorted[below] + ((sorted[above] - sorted[below]) * (rank - below));
    }

    private static void AssertClose(double? expected, JsonNode? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } value)
        {
            Assert.Equal(value, actual!.GetValue<double>(), tolerance: 1e-6);
        }
    }

    private static string KeyOf(Record run, string groupBy) => groupBy switch
    {
        "day" => run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "month" => run.StartedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => run.Type,
    };

    private static Record Finished(string type, DateTimeOffset startedAt, int total, int success) => new(
        Guid.CreateVersion7(), type, RunOutcome.Of(new(total, success, total - success, 0), 0).Status, startedAt, 100, total, success, total - success, 0, 0);

    private static List<Record> Generate(Random random) =>
        [.. Enumerable.Range(0, random.Next(25)).Select(_ =>
        {
            var startedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(120 * 24 * 60));
            var type = _types[random.Next(_types.Length)];
            if (random.Next(5) == 0)
            {
                var open = random.Next(2) == 0 ? RunStatus.Running : RunStatus.Stalled;
                return new Record(Guid.CreateVersion7(), type, open, startedAt, null, 0, 0, 0, 0, random.Next(3));
            }

            var total = random.Next(4) == 0 ? 0 : random.Next(1, 1000);
            var success = random.Next(total + 1);
            var failed = random.Next(total - success + 1);
            var errors = random.Next(3);
            var counts = new RunCounts(total, success, failed, total - success - failed);
            return new Record(
                Guid.CreateVersion7(), type, RunOutcome.Of(counts, errors).Status, startedAt, random.NextInt64(100_000), total, success, failed, counts.Skipped, errors);
        })];

    private async Task StoreAsync(IReadOnlyList<Record> runs)
    {
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("truncate generation_run cascade");
        await connection.ExecuteAsync(
            """
            insert into generation_run (id, generation_type, status, started_at, duration_ms, total_count, success_count, failed_count, skipped_count,
              error_count, stalls_at, start_sha256)
            values (@Id, @Type, @Status, @StartedAt, @DurationMs, @Total, @Success, @Failed, @Skipped, @Errors, 'infinity', '')
            """,
            runs);
    }

    private sealed record Record(
        Guid Id, string Type, string Status, DateTimeOffset StartedAt, long? DurationMs, int Total, int Success, int Failed, int Skipped, int Errors);
}
