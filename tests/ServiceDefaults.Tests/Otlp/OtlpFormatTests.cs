using System.Text;
using Google.Protobuf;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.ServiceDefaults.Tests.Otlp;

/// <summary>Decodes what the official JavaScript exporters send; tests/OtlpClients/exports.mjs says what that is.</summary>
public sealed class OtlpFormatTests
{
    [Theory]
    [InlineData("json")]
    [InlineData("pb")]
    public void Logs_of_the_official_exporter_are_read(string extension)
    {
        var request = Decode(ExportLogsServiceRequest.Parser, $"logs.{extension}");

        var logs = Assert.Single(request.ResourceLogs);
        Assert.Equal("checkout", logs.Resource.Attributes.Single(attribute => attribute.Key == "service.name").Value.StringValue);
        var scope = Assert.Single(logs.ScopeLogs);
        Assert.Equal("shop", scope.Scope.Name);
        var (payment, login) = (scope.LogRecords[0], scope.LogRecords[1]);
        Assert.Equal("Payment declined: 支付失败 🙂", payment.Body.ToText());
        Assert.Equal(17, payment.SeverityNumber);
        Assert.Equal("5b8efff798038103d269b633813fc60c", OtlpId.TraceId(payment.TraceId));
        Assert.Equal("eee19b7ec3c1b174", OtlpId.SpanId(payment.SpanId));
        Assert.Equal(["4711", "12.5", "true", """["a","b"]""", """{"deep":"value"}"""], payment.Attributes.Select(attribute => attribute.Value.ToText()));
        Assert.Equal("""{"event":"login","user":"u1"}""", login.Body.ToText());
        Assert.Equal("user.login", login.EventName);
        Assert.Null(OtlpId.TraceId(login.TraceId));
    }

    [Theory]
    [InlineData("json")]
    [InlineData("pb")]
    public void Metrics_of_the_official_exporter_are_read(string extension)
    {
        var request = Decode(ExportMetricsServiceRequest.Parser, $"metrics.{extension}");

        var metrics = Assert.Single(Assert.Single(request.ResourceMetrics).ScopeMetrics).Metrics.ToDictionary(metric => metric.Name);
        var orders = metrics["orders"].Sum;
        Assert.True(orders.IsMonotonic);
        Assert.Equal(AggregationTemporality.Cumulative, orders.AggregationTemporality);
        Assert.Equal([("eu", 3d), ("us", 4d)], orders.DataPoints.Select(point => (point.Attributes[0].Value.ToText(), point.AsDouble)));
        Assert.Equal(17, metrics["queue.length"].Gauge.DataPoints.Single().AsDouble);
        var duration = metrics["request.duration"].Histogram.DataPoints.Single();
        Assert.Equal((3UL, 555d, 5d, 500d), (duration.Count, duration.Sum, duration.Min, duration.Max));
        Assert.Equal([1UL, 1UL, 1UL], duration.BucketCounts);
        var size = metrics["job.size"].ExponentialHistogram.DataPoints.Single();
        Assert.Equal((3UL, 7d, 3UL), (size.Count, size.Sum, (ulong)size.Positive.BucketCounts.Sum(count => (long)count)));
    }

    [Fact]
    public void Fields_of_a_later_version_are_skipped()
    {
        var json = """{"resourceLogs":[{"schemaUrl":"x","later":{"a":[1,{"b":2}]},"scopeLogs":[{"logRecords":[{"body":{"stringValue":"kept"}}]}]}]}""";

        var request = OtlpFormat.Json.Decode(ExportLogsServiceRequest.Parser, Encoding.UTF8.GetBytes(json));

        Assert.Equal("kept", request.ResourceLogs[0].ScopeLogs[0].LogRecords[0].Body.StringValue);
    }

    [Fact]
    public void A_truncated_body_is_refused_or_is_a_shorter_message_but_never_a_crash()
    {
        foreach (var name in new[] { "logs.pb", "logs.json" })
        {
            var whole = Fixture(name);
            for (var length = 1; length < whole.Length; length++)
            {
                var exception = Record.Exception(() => FormatOf(name).Decode(ExportLogsServiceRequest.Parser, whole.AsSpan(0, length)));
                Assert.True(exception is null or InvalidDataException, $"{name} cut at {length}: {exception}");
            }
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"resourceLogs\":1}")]
    [InlineData("{\"resourceLogs\":[")]
    [InlineData("   ")]
    public void Json_of_another_shape_is_refused(string json) =>
        Assert.Throws<InvalidDataException>(() => OtlpFormat.Json.Decode(ExportLogsServiceRequest.Parser, Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(33)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Deep_nesting_is_refused_without_exhausting_the_stack(int depth)
    {
        var json = $$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{{string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", depth))}}""";

        Assert.Throws<InvalidDataException>(() => OtlpFormat.Json.Decode(ExportLogsServiceRequest.Parser, Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void Invalid_utf8_is_refused_in_json_and_replaced_in_protobuf()
    {
        byte[] protobuf = [0x0a, 0x09, 0x12, 0x07, 0x12, 0x05, 0x2a, 0x03, 0x0a, 0x01, 0xff];
        byte[] json = [.. "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityText\":\""u8, 0xff, .. "\"}]}]}]}"u8];

        var read = OtlpFormat.Protobuf.Decode(ExportLogsServiceRequest.Parser, protobuf);

        Assert.Equal("\uFFFD", read.ResourceLogs[0].ScopeLogs[0].LogRecords[0].Body.StringValue);
        Assert.Throws<InvalidDataException>(() => OtlpFormat.Json.Decode(ExportLogsServiceRequest.Parser, json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("5b8efff798038103")]
    [InlineData("xyzefff798038103d269b633813fc60c")]
    public void Anything_but_a_full_hexadecimal_trace_id_is_none(string id) =>
        Assert.Null(OtlpId.TraceId(ByteString.FromBase64(id)));

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; charset=UTF-8", "application/json")]
    [InlineData("Application/X-Protobuf", "application/x-protobuf")]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    public void The_content_type_selects_the_format(string? contentType, string? expected) =>
        Assert.Equal(expected, OtlpFormat.Of(contentType)?.ContentType);

    private static OtlpFormat FormatOf(string name) => name.EndsWith(".pb", StringComparison.Ordinal) ? OtlpFormat.Protobuf : OtlpFormat.Json;

    private static TRequest Decode<TRequest>(MessageParser<TRequest> parser, string name)
        where TRequest : IMessage<TRequest>, new() => FormatOf(name).Decode(parser, Fixture(name));

    private static byte[] Fixture(string name)
    {
        using var stream = typeof(OtlpFormatTests).Assembly.GetManifestResourceStream($"Monitoring.ServiceDefaults.Tests.Otlp.Fixtures.{name}")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
