using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.Metrics.RunCounters;
using Monitoring.Metrics.Tests.Query;
using Monitoring.Testing;

namespace Monitoring.Metrics.Tests.RunCounters;

public sealed class RunCounterTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    [Fact]
    public async Task Runs_and_items_are_counted_once_however_often_a_message_comes()
    {
        for (var i = 0; i < 20; i++)
        {
            var (startedId, finishedId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => metrics.PublishAsync(Started("counted"), startedId)));
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => metrics.PublishAsync(Finished("counted", i % 2 == 0 ? "completed" : "partial"), finishedId)));
        }

        var abandonedId = Guid.CreateVersion7();
        await metrics.PublishAsync(Abandoned("counted"), abandonedId);
        await metrics.PublishAsync(Abandoned("counted"), abandonedId);

        await using var connection = await metrics.Database.OpenAsync(CancellationToken.None);
        var totals = (await RunTotals.ReadAsync(connection, CancellationToken.None)).Where(total => total.GenerationType == "counted")
            .ToDictionary(total => $"{total.Metric} {total.Outcome}", total => total.Total);
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["generation.runs started"] = 20,
                ["generation.runs completed"] = 10,
                ["generation.runs partial"] = 10,
                ["generation.runs failed"] = 0,
                ["generation.runs stalled"] = 1,
                ["generation.items success"] = 140,
                ["generation.items failed"] = 40,
                ["generation.items skipped"] = 20,
            }.OrderBy(one => one.Key),
            totals.OrderBy(one => one.Key));
    }

    [Fact]
    public async Task The_first_run_of_a_type_shows_as_an_increase_and_its_duration_as_a_level()
    {
        await metrics.PublishAsync(Finished("first", "completed"));
        metrics.Time.Advance(TimeSpan.FromSeconds(1));
        await metrics.Services.GetRequiredService<RunTotalsPass>().RunAsync(CancellationToken.None);
        var (from, to) = (metrics.NowMs - 60_000, metrics.NowMs + 60_000);
        var filter = new Dictionary<string, string> { ["generation_type"] = "first" };

        var rate = QueryTests.Ask("generation.runs", "rate", from, to, step: "1s", groupBy: ["status"]);
        var duration = QueryTests.Ask("generation.run.duration_ms", "last", from, to);
        rate["filter"] = duration["filter"] = filter;
        // Nobody waits for the duration, so it may come a moment after the message was handled.
        var answer = await metrics.QueryAsync(rate, duration);
        await Eventually.TrueAsync(
            async () => (answer = await metrics.QueryAsync(rate, duration)).Results[1].Series.Count > 0, TimeSpan.FromSeconds(20));

        Assert.Equal(1, answer.Results[0].Series.Single(line => line.Labels["status"] == "completed").Points.Sum(point => point.Value), 9);
        Assert.Equal(1234, answer.Results[1].Series.Single().Points.Single().Value);
    }

    private GenerationRunStarted Started(string type) => new() { RunId = Guid.CreateVersion7(), GenerationType = type, StartedAt = metrics.Time.GetUtcNow() };

    private GenerationRunAbandoned Abandoned(string type) => new()
    {
        RunId = Guid.CreateVersion7(),
        GenerationType = type,
        StartedAt = metrics.Time.GetUtcNow(),
        LastHeartbeatAt = metrics.Time.GetUtcNow(),
        AbandonedAt = metrics.Time.GetUtcNow(),
    };

    private GenerationRunFinished Finished(string type, string status) => new()
    {
        RunId = Guid.CreateVersion7(),
        GenerationType = type,
        Status = status,
        StartedAt = metrics.Time.GetUtcNow().AddSeconds(-2),
        CompletedAt = metrics.Time.GetUtcNow(),
        DurationMs = 1234,
        TotalCount = 10,
        SuccessCount = 7,
        FailedCount = 2,
        SkippedCount = 1,
        ErrorCount = 0,
    };
}
