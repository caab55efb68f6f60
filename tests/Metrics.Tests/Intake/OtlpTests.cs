using System.IO.Compression;
using System.Net;
using Google.Protobuf;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Tests.Query;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.Metrics.Tests.Intake;

public sealed class OtlpTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gauges_sums_and_histograms_become_series(bool isGzip)
    {
        var name = isGzip ? "otlp.gzip" : "otlp.plain";
        var nanos = (ulong)metrics.NowMs * 1_000_000;
        var histogram = new HistogramDataPoint { TimeUnixNano = nanos, Count = 4, Sum = 1.5, BucketCounts = { 2, 1, 1 }, ExplicitBounds = { 0.1, 1 } };
        var answer = await SendAsync(
            Request(
                new() { Name = $"{name}.gauge", Unit = "By", Gauge = new() { DataPoints = { new NumberDataPoint { TimeUnixNano = nanos, AsInt = 42 } } } },
                new() { Name = $"{name}.histogram", Histogram = new() { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { histogram } } }),
            isGzip);
        var stored = await metrics.QueryAsync(
            QueryTests.Ask($"{name}.gauge", "last", metrics.NowMs, metrics.NowMs + 15_000, groupBy: ["service.name", "process.pid"]),
            QueryTests.Ask($"{name}.histogram.bucket", "last", metrics.NowMs, metrics.NowMs + 15_000, groupBy: ["le"]));

        Assert.Null(answer.PartialSuccess);
        Assert.Equal(new Dictionary<string, string> { ["service.name"] = "shop" }, stored.Results[0].Series.Single().Labels);
        Assert.Equal(42, stored.Results[0].Series.Single().Points.Single().Value);
        Assert.Equal([("+Inf", 4.0), ("0.1", 2), ("1", 3)], stored.Results[1].Series.Select(line => (line.Labels["le"], line.Points.Single().Value)));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_counted_by_data_point_with_its_reason()
    {
        var nanos = (ulong)metrics.NowMs * 1_000_000;
        var answer = await SendAsync(
            Request(
                new() { Name = "otlp.nan", Gauge = new() { DataPoints = { new NumberDataPoint { TimeUnixNano = nanos, AsDouble = double.NaN }, new NumberDataPoint { TimeUnixNano = nanos, AsDouble = 1 } } } },
                new() { Name = "otlp.unspecified", Sum = new() { DataPoints = { new NumberDataPoint { TimeUnixNano = nanos, AsInt = 1 } } } },
                new() { Name = "otlp.exponential", ExponentialHistogram = new() { DataPoints = { new ExponentialHistogramDataPoint { TimeUnixNano = nanos } } } },
                new() { Name = "otlp.summary", Summary = new() { DataPoints = { new SummaryDataPoint { TimeUnixNano = nanos } } } },
                new() { Name = "otlp.old", Gauge = new() { DataPoints = { new NumberDataPoint { TimeUnixNano = 0, AsInt = 1 } } } }),
            isGzip: false);

        Assert.Equal(5, answer.PartialSuccess.RejectedDataPoints);
        Assert.All(new[] { "not_finite", "unsupported", "too_old" }, reason => Assert.Contains(reason, answer.PartialSuccess.ErrorMessage, StringComparison.Ordinal));
    }

    [Fact]
    public async Task More_points_than_a_request_may_hold_are_413_and_buckets_count()
    {
        var histogram = new HistogramDataPoint();
        histogram.BucketCounts.Add(Enumerable.Repeat(0UL, PointLimit.PerRequest - 1));

        using var response = await PostAsync(
            Request(new Metric { Name = "otlp.many", Histogram = new() { DataPoints = { histogram } } }).ToByteArray(), isGzip: true);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal(8, Status.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).Code);
    }

    [Fact]
    public void Kinds_follow_temporality_and_monotony()
    {
        var point = new NumberDataPoint { TimeUnixNano = 1_000_000, AsDouble = 1 };
        Sum NewSum(AggregationTemporality temporality, bool isMonotonic) => new() { AggregationTemporality = temporality, IsMonotonic = isMonotonic, DataPoints = { point } };

        var points = OtlpPoints.Read(Request(
            new() { Name = "a", Sum = NewSum(AggregationTemporality.Cumulative, true) },
            new() { Name = "b", Sum = NewSum(AggregationTemporality.Cumulative, false) },
            new() { Name = "c", Sum = NewSum(AggregationTemporality.Delta, true) },
            new() { Name = "ended", Gauge = new() { DataPoints = { new NumberDataPoint { TimeUnixNano = 1, Flags = 1 } } } })).Points;

        Assert.Equal(
            [("a", Metrics.Registry.MetricKind.Counter), ("b", Metrics.Registry.MetricKind.Gauge), ("c", Metrics.Registry.MetricKind.Delta)],
            points.Select(one => (one.Metric, one.Kind)));
    }

    [Fact]
    public async Task An_empty_request_is_good_and_garbage_is_not()
    {
        using var empty = await PostAsync([], isGzip: false);
        using var garbage = await PostAsync([0xFF, 0xFF, 0xFF], isGzip: false);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (empty.StatusCode, garbage.StatusCode));
        Assert.Equal("application/x-protobuf", garbage.Content.Headers.ContentType?.MediaType);
    }

    private static ExportMetricsServiceRequest Request(params Metric[] sent) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = new()
                {
                    Attributes =
                    {
                        new KeyValue { Key = "service.name", Value = new() { StringValue = "shop" } },
                        new KeyValue { Key = "process.pid", Value = new() { IntValue = 17 } },
                    },
                },
                ScopeMetrics = { new ScopeMetrics { Metrics = { sent } } },
            },
        },
    };

    private async Task<ExportMetricsServiceResponse> SendAsync(ExportMetricsServiceRequest request, bool isGzip)
    {
        using var response = await PostAsync(request.ToByteArray(), isGzip);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return ExportMetricsServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync());
    }

    private Task<HttpResponseMessage> PostAsync(byte[] body, bool isGzip)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        var content = new ByteArrayContent(isGzip ? compressed.ToArray() : body) { Headers = { ContentType = new("application/x-protobuf") } };
        if (isGzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return metrics.Http.PostAsync("/v1/metrics", content);
    }
}
