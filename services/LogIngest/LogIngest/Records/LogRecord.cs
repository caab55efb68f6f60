using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.LogIngest.Records;

/// <summary>A stored record as it is served: the shape in which it came, its id and its resource.</summary>
internal sealed record LogRecord
{
    /// <summary>Identity; grows roughly with arrival. A string on the wire, since it exceeds what JavaScript counts exactly.</summary>
    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public required long Id { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    [JsonConverter(typeof(SeverityJson))]
    public required Severity Level { get; init; }

    public required string Service { get; init; }

    public required string Message { get; init; }

    /// <summary>A JSON object, e.g. <c>{"user_id": "u1", "elapsed_ms": 12}</c>.</summary>
    public required RawJson Attributes { get; init; }

    /// <summary>Where it came from, as the sender's SDK describes it: <c>{"service.version": "1.2", "host.name": "a"}</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RawJson? Resource { get; init; }

    /// <summary>32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>16 hexadecimal digits.</summary>
    public string? SpanId { get; init; }

    /// <summary>About what it holds in memory; its resource is shared with other records.</summary>
    [JsonIgnore]
    public int SizeBytes => 300 + (sizeof(char) * (Message.Length + Attributes.Text.Length));
}

/// <summary>JSON text that is passed on as it is.</summary>
[JsonConverter(typeof(RawJsonConverter))]
internal sealed record RawJson(string Text)
{
    public static RawJson EmptyObject { get; } = new("{}");
}

internal sealed class RawJsonConverter : JsonConverter<RawJson>
{
    public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
        // It comes out of a jsonb column or out of our own writer, so it is valid.
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}

internal sealed class SeverityJson : JsonConverter<Severity>
{
    public override Severity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Severities.TryParse(reader.GetString(), out var severity) ? severity : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Severity value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name());
}
