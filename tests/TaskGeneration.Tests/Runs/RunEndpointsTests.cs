using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Runs;

/// <summary>A run from start to end over HTTP, on a real database.</summary>
public sealed class RunEndpointsTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task A_run_is_recorded_from_start_to_end()
    {
        using var start = new HttpRequestMessage(HttpMethod.Post, RunClient.Runs)
        {
            Content = JsonContent.Create(new
            {
                generationType = "auto",
                targetYear = 2026,
                targetMonth = 3,
                source = "billing",
                metadata = new { batch = 7 },
                expectedDurationMs = 5000,
            }),
        };
        start.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        start.Headers.Add("X-Correlation-Id", "order-4711");
        using var response = await module.Http.SendAsync(start);
        var started = await Answer.ReadAsync(response);
        var id = started.Body["id"]!.GetValue<Guid>();

        var heartbeat = await _client.PostAsync($"{RunClient.Runs}/{id}/heartbeat", new { processed = 4, total = 10, message = "writing" });
        var error = await _client.PostAsync(
            $"{RunClient.Runs}/{id}/errors", new { message = "no address", type = "AddressException", stack = "at Here()", context = new { subject = "c-17" } });
        var completed = await _client.CompleteAsync(id, total: 10, success: 8, failed: 1, skipped: 1, durationMs: 1234, "no address", "disk slow");
        var detail = await _client.RunAsync(id);

        Assert.Equal((HttpStatusCode.Created, "running"), (started.Status, started.Body["status"]!.GetValue<string>()));
        Assert.Equal($"{RunClient.Runs}/{id}", response.Headers.Location!.ToString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.OK), (heartbeat.Status, error.Status, completed.Status));
        Assert.Equal(
            """{"generationType":"auto","targetYear":2026,"targetMonth":3,"source":"billing","status":"partial","durationMs":1234,"totalCount":10,"successCount":8,"failedCount":1,"skippedCount":1,"successRate":80,"errorCount":2,"errorMessages":["no address","disk slow"],"metadata":{"batch":7},"traceId":"0af7651916cd43dd8448eb211c80319c","correlationId":"order-4711","progress":{"processed":4,"total":10,"message":"writing"},"expectedDurationMs":5000}""",
            Without(completed.Body, "id", "startedAt", "completedAt", "lastHeartbeatAt").ToJsonString());
        Assert.Equal("""{"errorType":"AddressException","message":"no address","stack":"at Here()","context":{"subject":"c-17"}}""",
            Without(detail["errors"]![0]!, "id", "occurredAt").ToJsonString());
        Assert.Equal(["started", "heartbeat", "error", "completed"], detail["timeline"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
        Assert.Empty(detail["alerts"]!.AsArray());
    }

    [Fact]
    public async Task Start_and_end_of_a_run_are_told_to_others_once()
    {
        using var starts = new OutgoingMessages<GenerationRunStarted>(module.Services);
        using var ends = new OutgoingMessages<GenerationRunFinished>(module.Services);
        var id = await _client.StartAsync(new { generationType = "manual", targetYear = 2026, targetMonth = 3, source = "billing" });
        await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "first" });
        await _client.CompleteAsync(id, 2, 0, 2, 0, 40, "first", "second");
        await _client.CompleteAsync(id, 2, 0, 2, 0, 40, "first", "second");

        var started = Assert.Single(await starts.WaitAsync(message => message.RunId == id, 1));
        var finished = Assert.Single(await ends.WaitAsync(message => message.RunId == id, 1));
        await Eventually.TrueAsync(async () => await CountAsync("outbox") == 0, TimeSpan.FromSeconds(5));

        Assert.Equal(("manual", 2026, 3, "billing"), (started.GenerationType, started.TargetYear, started.TargetMonth, started.Source));
        Assert.Equal(["first", "second"], finished.ErrorMessages);
        Assert.Equal(
            ("failed", 2, 0, 2, 0, 0.0, 2, 40L, started.StartedAt),
            (finished.Status, finished.TotalCount, finished.SuccessCount, finished.FailedCount, finished.SkippedCount, finished.SuccessRate, finished.ErrorCount,
                finished.DurationMs, finished.StartedAt));
    }

    [Fact]
    public async Task The_same_completion_again_changes_nothing_and_another_one_is_refused()
    {
        var id = await _client.StartAsync();
        var first = await _client.CompleteAsync(id, 4, 4, 0);

        var again = await _client.CompleteAsync(id, 4, 4, 0);
        var other = await _client.CompleteAsync(id, 4, 3, 1);

        Assert.Equal(HttpStatusCode.OK, again.Status);
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal((HttpStatusCode.Conflict, "/problems/conflict"), (other.Status, other.Type));
        Assert.Equal(4, (await _client.RunAsync(id))["successCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_finished_run_takes_no_heartbeat_but_still_takes_an_error()
    {
        var id = await _client.StartAsync();
        await _client.CompleteAsync(id, 1, 1, 0);

        var heartbeat = await _client.PostAsync($"{RunClient.Runs}/{id}/heartbeat", new { processed = 1 });
        var error = await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "late" });

        var run = await _client.RunAsync(id);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Accepted), (heartbeat.Status, error.Status));
        Assert.Equal(("completed", 1), (run["status"]!.GetValue<string>(), run["errorCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_heartbeat_needs_no_body()
    {
        var id = await _client.StartAsync();

        using var empty = new ByteArrayContent([]);
        var bare = await _client.PostAsync($"{RunClient.Runs}/{id}/heartbeat", empty, null);
        var braces = await _client.PostTextAsync($"{RunClient.Runs}/{id}/heartbeat", "{}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (bare.Status, braces.Status));
        Assert.NotNull((await _client.RunAsync(id))["lastHeartbeatAt"]);
    }

    [Fact]
    public async Task An_id_chosen_by_the_caller_is_kept_and_names_one_start_only()
    {
        var id = Guid.CreateVersion7();

        var first = await _client.PostAsync(RunClient.Runs, new { id, generationType = "manual" });
        var again = await _client.PostAsync(RunClient.Runs, new { id, generationType = "manual" });
        var other = await _client.PostAsync(RunClient.Runs, new { id, generationType = "auto" });

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict), (first.Status, again.Status, other.Status));
        Assert.Equal((id, id), (first.Body["id"]!.GetValue<Guid>(), again.Body["id"]!.GetValue<Guid>()));
        Assert.Equal("manual", (await _client.RunAsync(id))["generationType"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_idempotency_key_starts_one_run_however_many_ask_at_once()
    {
        var key = $"k-{Guid.CreateVersion7()}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.PostAsync(RunClient.Runs, new { generationType = "keyed" }, key)));
        var other = await _client.PostAsync(RunClient.Runs, new { generationType = "other" }, key);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Body.ToJsonString()).Distinct());
        Assert.Equal(19, answers.Count(answer => answer.Headers.Contains("Idempotency-Replayed")));
        Assert.Equal((HttpStatusCode.Conflict, "/problems/idempotency-mismatch"), (other.Status, other.Type));
        Assert.Single((await _client.GetAsync($"{RunClient.Runs}?generationType=keyed")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task One_idempotency_key_records_one_error()
    {
        var id = await _client.StartAsync();

        var first = await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "once" }, "e-1");
        var again = await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "once" }, "e-1");
        var other = await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "twice" }, "e-1");

        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal("/problems/idempotency-mismatch", other.Type);
        Assert.Single((await _client.RunAsync(id))["errors"]!.AsArray());
    }

    [Theory]
    [InlineData("heartbeat", "{}")]
    [InlineData("errors", """{"message":"x"}""")]
    [InlineData("complete", """{"stats":{"total":1,"success":1,"failed":0}}""")]
    public async Task An_unknown_run_is_not_found(string route, string body)
    {
        var answer = await _client.PostTextAsync($"{RunClient.Runs}/{Guid.CreateVersion7()}/{route}", body);

        Assert.Equal((HttpStatusCode.NotFound, "/problems/not-found"), (answer.Status, answer.Type));
    }

    [Fact]
    public async Task Reporting_and_reading_are_separate_rights()
    {
        using var writer = module.CreateClient("tasks:write");
        using var reader = module.CreateClient("read");
        using var nobody = module.CreateClient([]);

        Assert.Equal(HttpStatusCode.Created, (await new RunClient(writer).PostAsync(RunClient.Runs, new { generationType = "auto" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await new RunClient(writer).GetAsync(RunClient.Runs)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await new RunClient(reader).PostAsync(RunClient.Runs, new { generationType = "auto" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await new RunClient(reader).GetAsync(RunClient.Runs)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new RunClient(nobody).GetAsync(RunClient.Runs)).Status);
    }

    private static JsonObject Without(JsonNode node, params string[] names)
    {
        var copy = node.DeepClone().AsObject();
        foreach (var name in names)
        {
            Assert.True(copy.Remove(name), $"{name} is missing");
        }

        return copy;
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteScalarAsync<long>($"select count(*) from {table}");
    }
}
