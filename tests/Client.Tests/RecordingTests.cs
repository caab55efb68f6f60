using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Client.Tests;

public sealed class RecordingTests : IAsyncLifetime
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);

    private StubServer _server = null!;

    [Fact]
    public async Task The_calls_of_a_run_arrive_complete_and_in_order()
    {
        await using var host = new MonitorHost(_server.Address);
        using var trace = new Activity("generation").SetIdFormat(ActivityIdFormat.W3C).Start();

        var id = host.Monitor.RecordGenerationStart("auto", 2026, 1, new { Region = "eu" });
        host.Monitor.RecordGenerationHeartbeat(id, 1, 4, "invoices");
        host.Monitor.RecordGenerationError(id, new InvalidOperationException("No rate."), new { Customer = 7 });
        host.Monitor.RecordGenerationComplete(id, new(4, 3, 1), TimeSpan.FromSeconds(2), ["No rate."]);
        await host.Monitor.FlushAsync();

        Assert.Equal(
            ["runs", $"runs/{id}/heartbeat", $"runs/{id}/errors", $"runs/{id}/complete"],
            _server.Requests.Select(request => request.PathAndQuery.Replace("/api/v1/generation/", "", StringComparison.Ordinal)));
        var bodies = _server.Requests.Select(request => JsonElement.Parse(request.Body)).ToList();
        var startedAt = bodies[0].GetProperty("startedAt").GetDateTimeOffset();
        Assert.InRange(TimeProvider.System.GetUtcNow() - startedAt, TimeSpan.Zero, _deadline);
        AssertJson(
            $$$"""
            {
              "id": "{{{id}}}", "generationType": "auto", "targetYear": 2026, "targetMonth": 1, "source": "tests",
              "startedAt": {{{bodies[0].GetProperty("startedAt").GetRawText()}}}, "metadata": {"region": "eu"}
            }
            """,
            bodies[0]);
        AssertJson("""{"processed":1,"total":4,"message":"invoices"}""", bodies[1]);
        AssertJson("""{"message":"No rate.","type":"System.InvalidOperationException","context":{"customer":7}}""", bodies[2]);
        AssertJson("""{"stats":{"total":4,"success":3,"failed":1,"skipped":0},"durationMs":2000,"errorMessages":["No rate."]}""", bodies[3]);
        Assert.All(_server.Requests, request =>
        {
            Assert.Equal($"Bearer {MonitorHost.ApiKey}", request.Headers.Authorization);
            Assert.Equal(trace.Id, request.Headers.TraceParent);
            Assert.Equal("application/json", request.Headers.ContentType);
        });
        Assert.Equal(0, host.Monitor.DroppedCount);
    }

    [Fact]
    public async Task A_record_is_what_was_true_when_it_was_recorded()
    {
        await using var host = new MonitorHost(_server.Address);
        var metadata = new Dictionary<string, int> { ["attempt"] = 1 };

        host.Monitor.RecordGenerationStart("auto", metadata: metadata);
        metadata["attempt"] = 2;
        await host.Monitor.FlushAsync();

        Assert.Contains("""{"attempt":1}""", Assert.Single(_server.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_system_would_refuse_is_cut_so_that_the_run_is_kept()
    {
        await using var host = new MonitorHost(_server.Address);

        var id = host.Monitor.RecordGenerationStart("auto", metadata: new[] { 1, 2 });
        host.Monitor.RecordGenerationStart("auto", metadata: new { Text = new string('x', 64 * 1024) });
        host.Monitor.RecordGenerationComplete(id, new(2000, 0, 2000), errorMessages: [.. Enumerable.Repeat("No rate.", 2000)]);
        host.Monitor.RecordGenerationComplete(id, new(2000, 0, 2000), errorMessages: [.. Enumerable.Repeat(new string('ß', 10_000), 900)]);
        await host.Monitor.FlushAsync();

        var bodies = _server.Requests.Select(request => request.Body).ToList();
        Assert.Contains("""{"value":[1,2]}""", bodies[0], StringComparison.Ordinal);
        Assert.DoesNotContain("metadata", bodies[1], StringComparison.Ordinal);
        Assert.Contains("more than 65536 bytes", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
        Assert.Equal(1000, JsonElement.Parse(bodies[2]).GetProperty("errorMessages").GetArrayLength());
        Assert.InRange(bodies[3].Length, 900 * 1024, 1024 * 1024);
    }

    [Fact]
    public async Task What_cannot_be_delivered_yet_is_repeated_under_the_same_key_and_nothing_overtakes_it()
    {
        var clock = new ManualTimeProvider();
        await using var host = new MonitorHost(_server.Address, clock);
        var answers = new Queue<int>([503, 429, 200, 500, 200]);
        _server.Answer = (_, response) =>
        {
            response.StatusCode = answers.Dequeue();
            return Task.CompletedTask;
        };

        var id = host.Monitor.RecordGenerationStart("auto");
        host.Monitor.RecordGenerationComplete(id, new(0, 0, 0));
        await PassTimeUntilAsync(clock, host.Monitor.FlushAsync());

        var sent = _server.Requests.Select(request => (request.PathAndQuery, Key: request.Headers["Idempotency-Key"].ToString())).ToList();
        Assert.Equal(5, sent.Count);
        Assert.Single(sent.Take(3).Distinct());
        Assert.Single(sent.Skip(3).Distinct());
        Assert.EndsWith("/complete", sent[3].PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(0, host.Monitor.DroppedCount);
    }

    [Fact]
    public async Task A_broken_connection_is_repeated_and_told_once()
    {
        var clock = new ManualTimeProvider();
        await using var host = new MonitorHost(_server.Address, clock);
        var failures = 3;
        _server.Answer = (_, response) =>
        {
            if (Interlocked.Decrement(ref failures) >= 0)
            {
                response.HttpContext.Abort();
            }

            return Task.CompletedTask;
        };

        host.Monitor.RecordGenerationStart("auto");
        await PassTimeUntilAsync(clock, host.Monitor.FlushAsync());

        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal(
            [
                "Warning: Generation records cannot be delivered to 127.0.0.1 (no answer); trying again in the background",
                "Information: Generation records are delivered to 127.0.0.1 again, after 4 attempts",
            ],
            host.Log.Lines);
    }

    [Fact]
    public async Task What_is_refused_for_good_is_dropped_counted_and_told_once()
    {
        await using var host = new MonitorHost(_server.Address);
        using var dropped = new Tally(host.Services, "monitoring.client.dropped", "refused");
        _server.AnswerWith(HttpStatusCode.Unauthorized);

        for (var i = 0; i < 5; i++)
        {
            host.Monitor.RecordGenerationStart("auto");
        }

        await host.Monitor.FlushAsync();

        Assert.Equal(5, _server.Requests.Count);
        Assert.Equal((5, 5), (host.Monitor.DroppedCount, dropped.Sum));
        Assert.Contains("answered with 401", Assert.Single(host.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_the_system_fails_on_five_times_makes_way_for_the_next()
    {
        var clock = new ManualTimeProvider();
        await using var host = new MonitorHost(_server.Address, clock);
        using var dropped = new Tally(host.Services, "monitoring.client.dropped", "server_error");
        _server.Answer = (request, response) =>
        {
            response.StatusCode = request.Body.Contains("poison", StringComparison.Ordinal) ? 500 : 201;
            return Task.CompletedTask;
        };

        host.Monitor.RecordGenerationStart("poison");
        host.Monitor.RecordGenerationStart("auto");
        await PassTimeUntilAsync(clock, host.Monitor.FlushAsync());

        Assert.Equal(6, _server.Requests.Count);
        Assert.Equal((1, 1), (host.Monitor.DroppedCount, dropped.Sum));
    }

    [Fact]
    public async Task Whatever_is_handed_in_the_call_does_not_throw()
    {
        await using var host = new MonitorHost(_server.Address);
        using var dropped = new Tally(host.Services, "monitoring.client.dropped", "not_writable");
        var cycle = new Dictionary<string, object>();
        cycle["self"] = cycle;

        var id = host.Monitor.RecordGenerationStart("auto", metadata: cycle);
        host.Monitor.RecordGenerationError(id, new HostileException());
        host.Monitor.RecordGenerationError(id, null!);
        host.Monitor.RecordGenerationComplete(id, new(1, 1, 0), errorMessages: [null!, " ", "kept"]);
        await host.Monitor.FlushAsync();

        Assert.Equal(2, _server.Requests.Count);
        Assert.DoesNotContain("metadata", _server.Requests.First().Body, StringComparison.Ordinal);
        Assert.EndsWith("""["kept"]}""", _server.Requests.Last().Body, StringComparison.Ordinal);
        Assert.Equal((2, 2), (host.Monitor.DroppedCount, dropped.Sum));
    }

    [Fact]
    public async Task A_stop_delivers_what_waits()
    {
        await using (var host = new MonitorHost(_server.Address))
        {
            for (var i = 0; i < 200; i++)
            {
                host.Monitor.RecordGenerationStart("auto");
            }
        }

        Assert.Equal(200, _server.Requests.Count);
    }

    [Fact]
    public async Task A_stop_waits_no_longer_than_allowed_and_counts_what_it_leaves()
    {
        var host = new MonitorHost(_server.Address, configure: options => options.FlushTimeout = TimeSpan.FromMilliseconds(200));
        _server.AnswerWith(HttpStatusCode.ServiceUnavailable);
        for (var i = 0; i < 20; i++)
        {
            host.Monitor.RecordGenerationStart("auto");
        }

        var stopping = Stopwatch.StartNew();
        await host.DisposeAsync();

        Assert.InRange(stopping.Elapsed, TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(5));
        host.Monitor.RecordGenerationStart("auto");
        Assert.Equal(21, host.Monitor.DroppedCount);
    }

    public async Task InitializeAsync() => _server = await StubServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private static Task PassTimeUntilAsync(ManualTimeProvider clock, Task done) => Eventually.TrueAsync(
        () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return done.IsCompleted;
        },
        _deadline);

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());

    private sealed class HostileException : Exception
    {
        public override string Message => throw new InvalidOperationException("Not even a message.");
    }
}
