using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Spans;

/// <summary>A finished run as an OpenTelemetry span tells it. Pure.</summary>
/// <remarks>
/// A span with the attribute <c>generation.type</c> is a run from the span's start to its end. Its other attributes:
/// <c>generation.target_year</c>, <c>generation.target_month</c>, and <c>generation.items.total</c>, <c>.success</c>, <c>.failed</c>,
/// <c>.skipped</c>. Without counts the span itself is the one item, failed when its status is an error. Its <c>exception</c> events
/// (https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/) are the run's errors, the first 100 of them. A span that is sent again is the same run.
/// </remarks>
internal sealed record RunSpan(
    StartRunRequest Start, CompleteRunRequest Completion, DateTimeOffset EndedAt, IReadOnlyList<ReportErrorRequest> Errors, RunOrigin Origin)
{
    private const string TypeAttribute = "generation.type";
    private const string ExceptionEvent = "exception";
    private const int MaxErrors = 100;
    private const int ErrorStatus = 2;
    private const long NanosecondsPerMillisecond = 1_000_000;
    private const long NanosecondsPerTick = 100;

    /// <returns>The run, or null when the span does not stand for one.</returns>
    public static RunSpan? Of(Span span, string? source)
    {
        var attributes = Lookup(span.Attributes);
        if (!attributes.TryGetValue(TypeAttribute, out var type)
            || OtlpId.TraceId(span.TraceId) is not { } traceId
            || OtlpId.SpanId(span.SpanId) is not { } spanId)
        {
            return null;
        }

        var start = new StartRunRequest
        {
            Id = IdOf(traceId, spanId).ToString(),
            GenerationType = type,
            TargetYear = Number(attributes, "generation.target_year"),
            TargetMonth = Number(attributes, "generation.target_month"),
            Source = source,
            StartedAt = TimeOf(span.StartTimeUnixNano).ToString("O", CultureInfo.InvariantCulture),
        };
        return new(start, CompletionOf(span, attributes), TimeOf(span.EndTimeUnixNano), [.. span.Events.Where(e => e.Name == ExceptionEvent).Take(MaxErrors).Select(ErrorOf)], new(traceId, null));
    }

    private static CompleteRunRequest CompletionOf(Span span, Dictionary<string, string> attributes)
    {
        var isError = span.Status?.Code == ErrorStatus;
        var success = Number(attributes, "generation.items.success");
        var failed = Number(attributes, "generation.items.failed");
        var skipped = Number(attributes, "generation.items.skipped") ?? 0;
        var hasCounts = success is not null || failed is not null;
        return new()
        {
            Stats = hasCounts
                ? new()
                {
                    Total = Number(attributes, "generation.items.total") ?? (success ?? 0) + (failed ?? 0) + skipped,
                    Success = success ?? 0,
                    Failed = failed ?? 0,
                    Skipped = skipped,
                }
                : new() { Total = 1, Success = isError ? 0 : 1, Failed = isError ? 1 : 0 },
            DurationMs = (long)((span.EndTimeUnixNano - Math.Min(span.StartTimeUnixNano, span.EndTimeUnixNano)) / NanosecondsPerMillisecond),
            ErrorMessages = isError && !string.IsNullOrWhiteSpace(span.Status!.Message) ? [span.Status.Message] : null,
        };
    }

    private static ReportErrorRequest ErrorOf(Span.Types.Event exception)
    {
        var attributes = Lookup(exception.Attributes);
        var type = attributes.GetValueOrDefault("exception.type");
        return new()
        {
            Type = type,
            Message = attributes.GetValueOrDefault("exception.message") is { Length: > 0 } message ? message : type ?? "No message.",
            Stack = attributes.GetValueOrDefault("exception.stacktrace"),
        };
    }

    // The last of two equal keys counts, as everywhere in OTLP input.
    private static Dictionary<string, string> Lookup(IEnumerable<KeyValue> attributes)
    {
        var lookup = new Dictionary<string, string>();
        foreach (var attribute in attributes)
        {
            lookup[attribute.Key] = attribute.Value?.ToText() ?? "";
        }

        return lookup;
    }

    private static int? Number(Dictionary<string, string> attributes, string key) =>
        attributes.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset TimeOf(ulong unixNano) => DateTimeOffset.UnixEpoch.AddTicks((long)(unixNano / NanosecondsPerTick));

    private static Guid IdOf(string traceId, string spanId) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"{traceId}/{spanId}")).AsSpan(0, 16), bigEndian: true);
}
