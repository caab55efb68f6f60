using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.TaskGeneration.Intake;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Intake;

/// <summary>What other systems report over the bus is recorded as over HTTP, once, however often it is delivered.</summary>
public sealed class RunConsumerTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task A_run_reported_by_messages_equals_one_reported_over_HTTP()
    {
        var id = Guid.CreateVersion7();

        await module.PublishAsync(Start(id) with
        {
            TargetYear = 2026,
            TargetMonth = 2,
            Source = "bus",
            Metadata = JsonElement.Parse("""{"batch":7}"""),
            ExpectedDurationMs = 5000,
        });
        await module.PublishAsync(new RecordGenerationHeartbeat { RunId = id, Processed = 1, Total = 2, Message = "half" });
        await module.PublishAsync(new RecordGenerationError { RunId = id, Message = "no address", Type = "T", Context = JsonElement.Parse("{}") });
        await module.PublishAsync(new RecordGenerationComplete { RunId = id, Total = 2, Success = 1, Failed = 1, DurationMs = 10, ErrorMessages = ["other"] });

        var run = await _client.RunAsync(id);
        Assert.Equal(
            ("partial", 2026, 2, "bus", 50.0, 2, 10L),
            (Text(run, "status"), run["targetYear"]!.GetValue<int>(), run["targetMonth"]!.GetValue<int>(), Text(run, "source"),
                run["successRate"]!.GetValue<double>(), run["errorCount"]!.GetValue<int>(), run["durationMs"]!.GetValue<long>()));
        Assert.Equal(["started", "heartbeat", "error", "completed"], run["timeline"]!.AsArray().Select(entry => Text(entry!, "kind")));
    }

    [Fact]
    public async Task A_redelivered_message_has_its_effect_once()
    {
        var id = Guid.CreateVersion7();
        await module.PublishAsync(Start(id));
        var messageId = Guid.CreateVersion7();

        for (var delivery = 0; delivery < 3; delivery++)
        {
            await module.PublishAsync(new RecordGenerationError { RunId = id, Message = "once" }, messageId);
        }

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => module.PublishAsync(new RecordGenerationError { RunId = id, Message = "once" }, messageId)));

        var run = await _client.RunAsync(id);
        Assert.Equal(1, run["errorCount"]!.GetValue<int>());
        Assert.Single(run["errors"]!.AsArray());
    }

    [Fact]
    public async Task A_message_about_a_run_whose_start_is_still_on_the_way_is_delivered_again()
    {
        var id = Guid.CreateVersion7();
        var messageId = Guid.CreateVersion7();
        var early = new RecordGenerationComplete { RunId = id, Total = 1, Success = 1, Failed = 0 };

        await Assert.ThrowsAsync<UnknownRunException>(() => module.PublishAsync(early, messageId));
        await module.PublishAsync(Start(id));
        await module.PublishAsync(early, messageId);

        Assert.Equal("completed", Text(await _client.RunAsync(id), "status"));
    }

    [Fact]
    public async Task What_no_repetition_can_make_acceptable_is_kept_with_the_reason_and_not_retried()
    {
        var id = Guid.CreateVersion7();
        await module.PublishAsync(Start(id) with { GenerationType = "Not A Word\0" });
        await module.PublishAsync(Start(id));
        await module.PublishAsync(Start(id) with { GenerationType = "other" });
        await module.PublishAsync(new RecordGenerationComplete { RunId = id, Total = 1, Success = 2, Failed = 0 });

        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        var rejected = await connection.QueryAsync<(string Kind, string Reason)>(
            "select kind, reason from rejected_message where run_id = @id order by at", new { id });

        Assert.Collection(
            rejected,
            message => Assert.Equal(("task-generation.record-start.v1", "generationType"), (message.Kind, message.Reason.Split(':')[0])),
            message => Assert.Equal("It contradicts what was recorded of the run before.", message.Reason),
            message => Assert.Equal("stats: success + failed + skipped must not be more than total.", message.Reason));
        Assert.Equal(("running", "auto"), (Text(await _client.RunAsync(id), "status"), Text(await _client.RunAsync(id), "generationType")));
    }

    private static RecordGenerationStart Start(Guid id) => new() { RunId = id, GenerationType = "auto" };

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
