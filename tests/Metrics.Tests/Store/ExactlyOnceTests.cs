using Microsoft.Extensions.DependencyInjection;
using Monitoring.Metrics.Query;
using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Tests.Query;

namespace Monitoring.Metrics.Tests.Store;

/// <summary>Promise ME-1: what was answered with success is there exactly once, whatever was sent again, sealed or restarted.</summary>
[Trait("promise", "ME-1")]
public sealed class ExactlyOnceTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    [Fact]
    public async Task Resent_points_are_stored_once_and_none_is_lost_while_generations_are_sealed()
    {
        const int Writers = 8;
        const int Batches = 60;
        const int PointsPerBatch = 50;
        var startMs = metrics.NowMs - 3_600_000;

        async Task WriteAsync(int writer)
        {
            var random = new Random(writer);
            var sent = new List<NewPoint[]>();
            for (var batch = 0; batch < Batches; batch++)
            {
                sent.Add([.. Enumerable.Range(0, PointsPerBatch).Select(i => MetricsFixture.Point(
                    "test.once", startMs + (((batch * PointsPerBatch) + i) * 1000L), i, ("writer", $"{writer}")))]);
                await metrics.StoreAsync(sent[^1]);
                if (random.Next(10) < 3)
                {
                    await metrics.StoreAsync(sent[random.Next(sent.Count)]);
                }
            }
        }

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));
        var sealedGenerations = 0;
        while (!writing.IsCompleted)
        {
            sealedGenerations += await metrics.Upkeep.SealAsync(CancellationToken.None) is null ? 0 : 1;
        }

        await writing;

        Assert.True(sealedGenerations > 2);
        foreach (var answer in new[] { await metrics.QueryAsync(Count(startMs)), await RestartedAsync(Count(startMs)) })
        {
            Assert.Equal(Writers, answer.Results.Single().Series.Count);
            Assert.All(answer.Results.Single().Series, line => Assert.Equal(Batches * PointsPerBatch, line.Points.Sum(point => point.Value)));
        }
    }

    [Fact]
    public async Task Two_values_for_one_moment_give_the_same_answer_in_any_order_from_memory_and_from_the_log()
    {
        var t = metrics.NowMs - 60_000;
        await metrics.StoreAsync(MetricsFixture.Point("test.conflict", t, 1, ("order", "up")), MetricsFixture.Point("test.conflict", t, 2, ("order", "down")));
        await metrics.StoreAsync(MetricsFixture.Point("test.conflict", t, 2, ("order", "up")), MetricsFixture.Point("test.conflict", t, 1, ("order", "down")));

        var fromMemory = await metrics.QueryAsync(QueryTests.Ask("test.conflict", "sum", t, t + 15_000, groupBy: ["order"]));
        var fromLog = await metrics.QueryAsync(
            QueryTests.Ask("test.conflict", "sum", t, t + 15_000, groupBy: ["order"]), QueryTests.Ask("test.conflict", "sum", t - 86_000_000, t, step: "1h"));

        Assert.All(fromMemory.Results[0].Series, line => Assert.Equal(2, Assert.Single(line.Points).Value));
        Assert.All(fromLog.Results[0].Series, line => Assert.Equal(2, Assert.Single(line.Points).Value));
    }

    [Fact]
    public async Task A_series_whose_number_was_given_before_a_crash_keeps_it()
    {
        await metrics.StoreAsync(MetricsFixture.Point("test.number", metrics.NowMs, 1, ("a", "1")));
        var id = metrics.Registry.Find("test.number", LabelSet.Of(("a", "1")))!.Id;

        await metrics.RestartAsync();
        var registry = ActivatorUtilities.CreateInstance<SeriesRegistry>(metrics.Services);
        await registry.AllocateAsync("test", [MetricsFixture.Point("test.number", metrics.NowMs, 1, ("a", "1"))], CancellationToken.None);

        Assert.Equal(id, registry.Find("test.number", LabelSet.Of(("a", "1")))!.Id);
    }

    private static Dictionary<string, object> Count(long startMs) =>
        QueryTests.Ask("test.once", "count", startMs, startMs + 3_600_000, step: "1m", groupBy: ["writer"]);

    private async Task<QueryAnswer> RestartedAsync(Dictionary<string, object> query)
    {
        var read = new QueryItem(
            (string)query["metric"],
            (string)query["aggregation"],
            null,
            (string[])query["groupBy"],
            (string)query["from"],
            (string)query["to"],
            (string)query["step"]);
        return await (await metrics.RestartAsync()).RunAsync(QueryReader.Read(new([read]), []), CancellationToken.None);
    }
}
