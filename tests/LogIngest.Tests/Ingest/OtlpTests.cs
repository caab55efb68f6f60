using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.LogIngest.Tests.Ingest;

public sealed class OtlpTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static readonly ulong _now = (ulong)LogIngestFixture.Now.ToUnixTimeMilliseconds() * 1_000_000;

    [Fact]
    public async Task Records_are_stored_with_their_resource_and_found_by_it()
    {
        var service = $"otlp-{Guid.CreateVersion7():N}";
        var request = Request(service, new LogRecord
        {
            TimeUnixNano = _now,
            SeverityNumber = 17,
            Body = new() { StringValue = "boom" },
            TraceId = ByteString.CopyFrom(Convert.FromHexString("5b8efff798038103d269b633813fc60c")),
            Attributes = { new KeyValue { Key = "order.id", Value = new() { IntValue = 4711 } } },
        });

        var response = await PostAsync(request.ToByteArray(), "application/x-protobuf");

        Assert.Equal((HttpStatusCode.OK, "application/x-protobuf"), (response.Status, response.ContentType));
        Assert.Null(ExportLogsServiceResponse.Parser.ParseFrom(response.Body).PartialSuccess);
        var page = await logs.GetAsync($"/api/v1/logs/search?service={service}&level=ERROR&traceId=5b8efff798038103d269b633813fc60c");
        var item = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal("boom", item.GetProperty("message").GetString());
        Assert.Equal(4711, item.GetProperty("attributes").GetProperty("order.id").GetInt32());
        Assert.Equal("host-1", item.GetProperty("resource").GetProperty("host.name").GetString());
        Assert.Equal(["boom"], await logs.SearchAsync($"service={service}&q=host.name%3Dhost-1"));
        Assert.Empty(await logs.SearchAsync($"service={service}&q=host.name%3Dhost-2"));
    }

    [Fact]
    public async Task Json_ids_are_hexadecimal()
    {
        var service = $"otlp-{Guid.CreateVersion7():N}";
        var json = $$"""
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{service}}"} }]},"scopeLogs":[{"logRecords":[
            {"timeUnixNano":"{{_now}}","severityNumber":9,"body":{"stringValue":"hex"},"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174"}]}]}]}
            """;

        var response = await PostAsync(Encoding.UTF8.GetBytes(json), "application/json");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.Status, response.ContentType));
        var item = Assert.Single((await logs.GetAsync($"/api/v1/logs/search?service={service}")).GetProperty("items").EnumerateArray());
        Assert.Equal("5b8efff798038103d269b633813fc60c", item.GetProperty("traceId").GetString());
        Assert.Equal("eee19b7ec3c1b174", item.GetProperty("spanId").GetString());
    }

    [Fact]
    public async Task Permanent_refusals_are_a_partial_success()
    {
        var service = $"otlp-{Guid.CreateVersion7():N}";
        var request = Request(
            service,
            new LogRecord { TimeUnixNano = 1, Body = new() { StringValue = "ancient" } },
            new LogRecord { Body = new() { StringValue = "timeless" } });

        var response = await PostAsync(request.ToByteArray(), "application/x-protobuf");

        var partial = ExportLogsServiceResponse.Parser.ParseFrom(response.Body).PartialSuccess;
        Assert.Equal((HttpStatusCode.OK, 1), (response.Status, partial.RejectedLogRecords));
        Assert.Contains("7 days", partial.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(["timeless"], await logs.SearchAsync($"service={service}"));
    }

    [Fact]
    public async Task A_resource_beyond_the_limits_does_not_vanish_in_silence()
    {
        var service = $"otlp-{Guid.CreateVersion7():N}";
        var request = Request(service, new LogRecord { Body = new() { StringValue = "kept" } });
        request.ResourceLogs[0].Resource.Attributes.Add(Enumerable.Range(0, 300).Select(i => new KeyValue { Key = $"k{i}", Value = new() { IntValue = i } }));

        await PostAsync(request.ToByteArray(), "application/x-protobuf");

        var item = Assert.Single((await logs.GetAsync($"/api/v1/logs/search?service={service}")).GetProperty("items").EnumerateArray());
        Assert.Equal("too_many_attributes", item.GetProperty("resource").GetProperty("monitoring.resource_refused").GetString());
    }

    [Theory]
    [InlineData("application/x-protobuf")]
    [InlineData("application/json")]
    public async Task An_empty_request_is_a_success(string contentType) =>
        Assert.Equal(HttpStatusCode.OK, (await PostAsync([], contentType)).Status);

    [Theory]
    [InlineData("application/x-protobuf")]
    [InlineData("application/json")]
    public async Task What_cannot_be_decoded_is_400_with_a_status_in_the_same_format(string contentType)
    {
        var response = await PostAsync([0x0a, 0xff, 0x01], contentType);

        Assert.Equal((HttpStatusCode.BadRequest, contentType), (response.Status, response.ContentType));
        var code = contentType == "application/json"
            ? JsonSerializer.Deserialize<JsonElement>(response.Body).GetProperty("code").GetInt32()
            : Status.Parser.ParseFrom(response.Body).Code;
        Assert.Equal(3, code);
    }

    [Fact]
    public async Task Another_content_type_is_415() => Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync([1], "text/plain")).Status);

    [Fact]
    public async Task Beyond_the_limit_is_413()
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(new byte[(16 * 1024 * 1024) + 1]);
        }

        var response = await PostAsync(zipped.ToArray(), "application/x-protobuf", "gzip");

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 8), (response.Status, Status.Parser.ParseFrom(response.Body).Code));
    }

    private static ExportLogsServiceRequest Request(string service, params LogRecord[] records)
    {
        var scope = new ScopeLogs { Scope = new() { Name = "scope" } };
        scope.LogRecords.AddRange(records);
        return new()
        {
            ResourceLogs =
            {
                new ResourceLogs
                {
                    Resource = new()
                    {
                        Attributes =
                        {
                            new KeyValue { Key = "service.name", Value = new() { StringValue = service } },
                            new KeyValue { Key = "host.name", Value = new() { StringValue = "host-1" } },
                        },
                    },
                    ScopeLogs = { scope },
                },
            },
        };
    }

    private async Task<(HttpStatusCode Status, string? ContentType, byte[] Body)> PostAsync(byte[] body, string contentType, string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(contentType);
        content.Headers.ContentEncoding.Add(encoding ?? "identity");
        using var response = await logs.Http.PostAsync(new Uri("/v1/logs", UriKind.Relative), content);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync());
    }
}
