using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Redaction;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;
using LogRecordMessage = Monitoring.ServiceDefaults.Otlp.Protos.LogRecord;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Reads an OTLP request as records.</summary>
/// <remarks>
/// service.name of the resource is the service, the rest of the resource is stored once for all its records; one
/// beyond the limits of attributes is replaced by <c>monitoring.resource_refused</c> with the reason. A body that is not text becomes
/// JSON text. The scope's name and the event's name become the attributes <c>otel.scope.name</c> and <c>event.name</c>.
/// </remarks>
internal static class OtlpLogs
{
    private const string ServiceName = "service.name";
    private const string ResourceRefused = "monitoring.resource_refused";
    private const long NanosecondsPerTick = 100;

    /// <summary>Reads and judges every record, in the order in which they were sent.</summary>
    public static ParsedBatch Read(ExportLogsServiceRequest request, DateTimeOffset arrivedAt)
    {
        var records = request.ResourceLogs.Sum(logs => logs.ScopeLogs.Sum(scope => scope.LogRecords.Count));
        if (records > RecordLimits.RecordsPerRequest)
        {
            throw new BadHttpRequestException(
                $"A request holds at most {RecordLimits.RecordsPerRequest} records.", StatusCodes.Status413PayloadTooLarge);
        }

        using var attributes = new AttributeSanitizer();
        var batch = new ParsedBatch();
        foreach (var logs in request.ResourceLogs)
        {
            var (service, resource) = ReadResource(logs.Resource, attributes);
            foreach (var scope in logs.ScopeLogs)
            {
                foreach (var record in scope.LogRecords)
                {
                    Add(batch, record, scope.Scope, service, resource, arrivedAt, attributes);
                }
            }
        }

        return batch;
    }

    private static void Add(
        ParsedBatch batch,
        LogRecordMessage record,
        InstrumentationScope? scope,
        string service,
        RawJson? resource,
        DateTimeOffset arrivedAt,
        AttributeSanitizer attributes)
    {
        using var members = ToJson(AttributesOf(record, scope));
        var draft = new RecordDraft
        {
            Timestamp = TimeOf(record),
            Level = Severities.FromOtlp(record.SeverityNumber, record.SeverityText),
            Service = service,
            Message = MessageOf(record),
            Attributes = members.RootElement,
            Resource = resource,
            TraceId = OtlpId.TraceId(record.TraceId) is { } trace ? Guid.ParseExact(trace, "N") : null,
            SpanId = OtlpId.SpanId(record.SpanId) is { } span ? Convert.ToUInt64(span, 16) : null,
        };
        batch.Add(RecordRules.Apply(draft, arrivedAt, attributes, out var refusal), refusal);
    }

    private static (string Service, RawJson? Resource) ReadResource(Resource? resource, AttributeSanitizer sanitizer)
    {
        var attributes = resource?.Attributes ?? [];
        var service = attributes.LastOrDefault(static attribute => attribute.Key == ServiceName)?.Value?.ToText();
        // Sorted, so that one resource is stored once however its sender orders it.
        using var rest = ToJson(attributes.Where(static attribute => attribute.Key != ServiceName).OrderBy(static attribute => attribute.Key, StringComparer.Ordinal));
        var copied = sanitizer.Copy(rest.RootElement, reserved: null, default, out var refusal);
        return (string.IsNullOrEmpty(service) ? RecordFormat.UnknownService : service, Describe(copied, refusal));
    }

    // The records are worth keeping without their resource, but whoever looks for it must see why it is not there.
    private static RawJson? Describe(ReadOnlyMemory<byte> resource, string? refusal)
    {
        if (refusal is not null)
        {
            return new($$"""{"{{ResourceRefused}}": "{{refusal}}"}""");
        }

        return resource.Length > 2 ? new(Encoding.UTF8.GetString(resource.Span)) : null;
    }

    private static IEnumerable<KeyValue> AttributesOf(LogRecordMessage record, InstrumentationScope? scope)
    {
        IEnumerable<KeyValue> attributes = record.Attributes;
        if (!string.IsNullOrEmpty(record.EventName))
        {
            attributes = attributes.Append(new() { Key = "event.name", Value = new() { StringValue = record.EventName } });
        }

        return string.IsNullOrEmpty(scope?.Name)
            ? attributes
            : attributes.Append(new() { Key = "otel.scope.name", Value = new() { StringValue = scope.Name } });
    }

    // An event may have no body; its name then is what there is to read.
    private static string MessageOf(LogRecordMessage record) => record.Body.ToText() is { Length: > 0 } body ? body : record.EventName;

    // Zero is unknown, and then the time at which it was observed counts.
    private static DateTimeOffset? TimeOf(LogRecordMessage record)
    {
        var nanoseconds = record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano;
        return nanoseconds == 0 ? null : DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds / NanosecondsPerTick));
    }

    private static JsonDocument ToJson(IEnumerable<KeyValue> attributes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            attributes.WriteTo(writer);
        }

        return JsonDocument.Parse(buffer.WrittenMemory);
    }
}
