using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Monitoring.ServiceDefaults.Otlp.Protos;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Spans;

/// <summary>Runs that are reported by OpenTelemetry spans.</summary>
public sealed class RunSpanTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);
    private readonly DateTimeOffset _start = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds());

    [Fact]
    public async Task A_span_with_a_generation_type_becomes_a_finished_run_and_is_one_however_often_it_is_sent()
    {
        var span = NewSpan(("generation.type", "auto"), ("generation.target_year", 2026), ("generation.target_month", 3),
            ("generation.items.success", 7), ("generation.items.failed", 3));
        span.Events.Add(new Span.Types.Event { Name = "exception", Attributes = { Pair("exception.type", "AddressMissing"), Pair("exception.message", "no address") } });

        var answers = new[] { await SendAsync(span), await SendAsync(span) };

        Assert.All(answers, answer => Assert.Null(answer.PartialSuccess));
        var listed = (await _client.GetAsync($"{RunClient.Runs}?source=span-tests&targetMonth=3")).Body["items"]!.AsArray();
        var run = await _client.RunAsync(Assert.Single(listed)!["id"]!.GetValue<Guid>());
        Assert.Equal(
            ("partial", 2026, 10, 70.0, 1500L, 1, Convert.ToHexStringLower(span.TraceId.Span)),
            (run["status"]!.GetValue<string>(), run["targetYear"]!.GetValue<int>(), run["totalCount"]!.GetValue<int>(), run["successRate"]!.GetValue<double>(),
                run["durationMs"]!.GetValue<long>(), run["errorCount"]!.GetValue<int>(), run["traceId"]!.GetValue<string>()));
        Assert.Equal(_start.AddMilliseconds(1500), run["completedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal("AddressMissing", Assert.Single(run["errors"]!.AsArray())!["errorType"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_span_without_counts_is_one_item_and_its_error_status_a_failed_run()
    {
        var span = NewSpan(("generation.type", "span_error"));
        span.Status = new() { Code = 2, Message = "provider is gone" };

        await SendAsync(span);

        var run = Assert.Single((await _client.GetAsync($"{RunClient.Runs}?generationType=span_error")).Body["items"]!.AsArray())!;
        Assert.Equal(("failed", 1, "provider is gone"),
            (run["status"]!.GetValue<string>(), run["failedCount"]!.GetValue<int>(), run["errorMessages"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task Other_and_faulty_spans_are_refused_for_good_and_do_not_hold_up_their_neighbours()
    {
        var good = NewSpan(("generation.type", "span_good"));
        var faulty = NewSpan(("generation.type", "span_good"), ("generation.target_month", 13));

        var answer = await SendAsync(NewSpan(("http.route", "/items")), faulty, good);

        Assert.Equal(2, answer.PartialSuccess.RejectedSpans);
        Assert.Contains("generation.type", answer.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("targetMonth", answer.PartialSuccess.ErrorMessage, StringComparison.Ordinal);
        Assert.Single((await _client.GetAsync($"{RunClient.Runs}?generationType=span_good")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task More_runs_than_a_request_may_hold_are_refused_whole()
    {
        using var response = await PostAsync([.. Enumerable.Range(0, 1001).Select(_ => NewSpan(("generation.type", "span_many")))]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty((await _client.GetAsync($"{RunClient.Runs}?generationType=span_many")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task Of_a_spans_exceptions_the_first_hundred_are_kept()
    {
        var span = NewSpan(("generation.type", "span_errors"));
        span.Events.Add(Enumerable.Range(0, 150).Select(_ => new Span.Types.Event { Name = "exception", Attributes = { Pair("exception.type", "Broken") } }));

        await SendAsync(span);

        var run = Assert.Single((await _client.GetAsync($"{RunClient.Runs}?generationType=span_errors")).Body["items"]!.AsArray())!;
        Assert.Equal(100, run["errorCount"]!.GetValue<int>());
    }

    private async Task<ExportTraceServiceResponse> SendAsync(params Span[] spans)
    {
        using var response = await PostAsync(spans);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(Span[] spans)
    {
        var request = new ExportTraceServiceRequest
        {
            ResourceSpans = { new ResourceSpans { Resource = new() { Attributes = { Pair("service.name", "span-tests") } }, ScopeSpans = { new ScopeSpans { Spans = { spans } } } } },
        };
        using var content = new ByteArrayContent(request.ToByteArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        return await module.Http.PostAsync(new Uri("/v1/traces", UriKind.Relative), content);
    }

    private Span NewSpan(params (string Key, object Value)[] attributes) => new()
    {
        TraceId = ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray()),
        SpanId = ByteString.CopyFrom(Guid.CreateVersion7().ToByteArray()[8..]),
        Name = "generate",
        StartTimeUnixNano = (ulong)_start.ToUnixTimeMilliseconds() * 1_000_000,
        EndTimeUnixNano = (ulong)_start.AddMilliseconds(1500).ToUnixTimeMilliseconds() * 1_000_000,
        Attributes = { attributes.Select(attribute => Pair(attribute.Key, attribute.Value)) },
    };

    private static KeyValue Pair(string key, object value) => new()
    {
        Key = key,
        Value = value is int number ? new() { IntValue = number } : new() { StringValue = (string)value },
    };
}
