using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Metrics.Query;

/// <summary>Body of <c>POST /api/v1/metrics/query</c>.</summary>
internal sealed record QueryRequest(IReadOnlyList<QueryItem?>? Queries);

/// <summary>One query.</summary>
/// <param name="Metric">Exact name.</param>
/// <param name="Aggregation">avg, sum, min, max, last, count, rate, p50, p90, p95 or p99.</param>
/// <param name="Filter">Labels the series must carry with exactly these values.</param>
/// <param name="GroupBy">Labels that keep series apart; without any, all series become one.</param>
/// <param name="From">RFC 3339; moved back to the begin of its step.</param>
/// <param name="To">RFC 3339; moved on to the end of its step.</param>
/// <param name="Step">Width of a point, e.g. 500ms, 15s, 1m, 1h; without one, what gives at most 240 points.</param>
internal sealed record QueryItem(
    string? Metric,
    string? Aggregation,
    IReadOnlyDictionary<string, string>? Filter,
    IReadOnlyList<string>? GroupBy,
    string? From,
    string? To,
    string? Step);

/// <summary>The results, one for each query in order.</summary>
/// <param name="Results">The results.</param>
/// <param name="Partial">True when damaged rows of the log were left out.</param>
internal sealed record QueryAnswer(IReadOnlyList<QueryResult> Results, bool Partial);

/// <summary>Result of one query.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Series">One line for each group that has a sample in the range.</param>
/// <param name="Resolution">What the points were computed from; always <c>raw</c> samples.</param>
/// <param name="StepMs">Width of a point.</param>
internal sealed record QueryResult(string Metric, IReadOnlyList<ResultSeries> Series, string Resolution, long StepMs);

/// <summary>One line of a result. A step without samples has no point.</summary>
internal sealed record ResultSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<ResultPoint> Points);

/// <summary>A point, written as <c>[unixMs, value]</c>; the time is the begin of its step.</summary>
[JsonConverter(typeof(ResultPointConverter))]
internal readonly record struct ResultPoint(long TimestampMs, double Value);

internal sealed class ResultPointConverter : JsonConverter<ResultPoint>
{
    public override ResultPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<double[]>(ref reader, options) is [var timestampMs, var value]
            ? new((long)timestampMs, value)
            : throw new JsonException("A point is [unixMs, value].");

    public override void Write(Utf8JsonWriter writer, ResultPoint value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.TimestampMs);
        // A sum of finite values may overflow, which JSON has no number for.
        if (double.IsFinite(value.Value))
        {
            writer.WriteNumberValue(value.Value);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndArray();
    }
}
