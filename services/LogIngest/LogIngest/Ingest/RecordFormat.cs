using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Reads one JSON object as a record, by the format that its members give away. Pure.</summary>
/// <remarks>
/// Own:  <c>{"timestamp": "2026-01-31T08:00:00Z", "level": "error", "service": "shop", "message": "…", "attributes": {…}, "traceId": "…"}</c><br/>
/// CLEF: <c>{"@t": "…", "@mt": "Paid {Amount}", "@l": "Error", "Amount": 12, "@tr": "…"}</c>, https://clef-json.org<br/>
/// ECS:  <c>{"@timestamp": "…", "log.level": "error", "message": "…", "service": {"name": "shop"}, "trace.id": "…"}</c>
/// </remarks>
internal static class RecordFormat
{
    /// <summary>The service of formats that do not have to name one; the name is OpenTelemetry's.</summary>
    public const string UnknownService = "unknown_service";

    private static readonly FrozenSet<string> _clefFields =
        new[] { "@t", "@m", "@mt", "@l", "@r", "@tr", "@sp", "@ps", "@st", "@sk", "service.name" }.ToFrozenSet();

    private static readonly FrozenSet<string> _ecsFields =
        new[] { "@timestamp", "message", "log.level", "service.name", "trace.id", "span.id", "ecs.version" }.ToFrozenSet();

    /// <summary>Reads a record.</summary>
    public static RecordDraft Read(JsonElement record)
    {
        if (Has(record, "@t") || Has(record, "@m") || Has(record, "@mt"))
        {
            return ReadClef(record);
        }

        return Has(record, "@timestamp") || Has(record, "ecs.version") || Has(record, "ecs") ? ReadEcs(record) : ReadOwn(record);
    }

    private static RecordDraft ReadOwn(JsonElement record)
    {
        var draft = new RecordDraft { Attributes = Get(record, "attributes") };
        draft.ReadTimestamp(Get(record, "timestamp"));
        draft.ReadLevel(Get(record, "level"));
        draft.ReadService(Get(record, "service"));
        draft.ReadMessage(Get(record, "message"));
        draft.ReadTraceId(Get(record, "traceId"));
        draft.ReadSpanId(Get(record, "spanId"));
        return draft;
    }

    private static RecordDraft ReadClef(JsonElement record)
    {
        var draft = new RecordDraft { Attributes = record, IsReserved = _clefFields.Contains };
        draft.ReadTimestamp(Get(record, "@t"));
        draft.ReadLevel(Get(record, "@l"));
        draft.ReadService(Get(record, "service.name"));
        draft.ReadMessage(Get(record, "@m"));
        draft.ReadTraceId(Get(record, "@tr"));
        draft.ReadSpanId(Get(record, "@sp"));
        draft.Level ??= Severity.Info;
        draft.Service ??= UnknownService;
        if (draft.Message is null && Get(record, "@mt") is { ValueKind: JsonValueKind.String } template)
        {
            draft.Message = Render(template.GetString()!, record);
        }

        return draft;
    }

    private static RecordDraft ReadEcs(JsonElement record)
    {
        var draft = new RecordDraft { Attributes = record, IsReserved = _ecsFields.Contains };
        draft.ReadTimestamp(Get(record, "@timestamp"));
        draft.ReadLevel(GetPath(record, "log", "level"));
        draft.ReadService(GetPath(record, "service", "name"));
        draft.ReadMessage(Get(record, "message"));
        draft.ReadTraceId(GetPath(record, "trace", "id"));
        draft.ReadSpanId(GetPath(record, "span", "id"));
        draft.Level ??= Severity.Info;
        draft.Service ??= UnknownService;
        return draft;
    }

    // "Paid {Amount:0.00} to {@Payee}" with the record's own members; what has no member stays as it is.
    private static string Render(string template, JsonElement record)
    {
        var text = new StringBuilder(template.Length * 2);
        var rest = template.AsSpan();
        while (rest.IndexOf('{') is >= 0 and var open && rest[open..].IndexOf('}') is > 0 and var length)
        {
            text.Append(rest[..open]);
            var hole = rest.Slice(open, length + 1);
            var name = hole[1..^1].TrimStart("@$");
            var end = name.IndexOfAny(':', ',');
            var value = Get(record, (end < 0 ? name : name[..end]).ToString());
            text.Append(value.ValueKind == JsonValueKind.Undefined ? hole : value.ToString());
            rest = rest[(open + length + 1)..];
        }

        return text.Append(rest).ToString();
    }

    private static bool Has(JsonElement record, string name) => record.TryGetProperty(name, out _);

    private static JsonElement Get(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value : default;

    // ECS allows both {"log.level": "x"} and {"log": {"level": "x"}}.
    private static JsonElement GetPath(JsonElement record, string outer, string inner)
    {
        var flat = Get(record, $"{outer}.{inner}");
        return flat.ValueKind == JsonValueKind.Undefined && Get(record, outer) is { ValueKind: JsonValueKind.Object } nested ? Get(nested, inner) : flat;
    }
}
