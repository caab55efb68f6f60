using System.Globalization;
using System.Text.Json;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.LogIngest.Ingest;

/// <summary>One record as its format names the fields, before any rule about values has been applied.</summary>
/// <remarks>Null is absent. The first field of a wrong type or form is kept as <see cref="Refusal"/>.</remarks>
internal sealed class RecordDraft
{
    public DateTimeOffset? Timestamp { get; set; }
    public Severity? Level { get; set; }
    public string? Service { get; set; }
    public string? Message { get; set; }

    /// <summary>An object, or nothing.</summary>
    public JsonElement Attributes { get; set; }

    /// <summary>Members of <see cref="Attributes"/> that are fields of the record and no attributes.</summary>
    public Func<string, bool>? IsReserved { get; set; }

    public Guid? TraceId { get; set; }
    public ulong? SpanId { get; set; }
    public RawJson? Resource { get; set; }

    /// <summary>A <see cref="RejectionReason"/>.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Reads an RFC 3339 time; anything without an offset could mean any instant of a day.</summary>
    public void ReadTimestamp(JsonElement value)
    {
        if (ReadText(value, RejectionReason.TimestampInvalid) is not { } text)
        {
            return;
        }

        // Senders give up to nine digits of a second; seven are what a tick holds.
        var fraction = text.LastIndexOf('.');
        var zone = text.AsSpan(fraction + 1).IndexOfAnyExceptInRange('0', '9');
        var trimmed = fraction > 0 && zone > 7 ? string.Concat(text.AsSpan(0, fraction + 8), text.AsSpan(fraction + 1 + zone)) : text;
        if (ParameterReader.TryParseTime(trimmed, out var time))
        {
            Timestamp = time;
        }
        else
        {
            Refuse(RejectionReason.TimestampInvalid);
        }
    }

    public void ReadLevel(JsonElement value)
    {
        if (ReadText(value, RejectionReason.LevelInvalid) is not { } text)
        {
            return;
        }

        if (Severities.TryParse(text, out var level))
        {
            Level = level;
        }
        else
        {
            Refuse(RejectionReason.LevelInvalid);
        }
    }

    public void ReadService(JsonElement value) => Service = ReadText(value, RejectionReason.ServiceInvalid);

    public void ReadMessage(JsonElement value) => Message = ReadText(value, RejectionReason.MessageInvalid);

    public void ReadTraceId(JsonElement value)
    {
        if (ReadText(value, RejectionReason.TraceIdInvalid) is not { Length: > 0 } text)
        {
            return;
        }

        if (Guid.TryParseExact(text, "N", out var id) && id != Guid.Empty)
        {
            TraceId = id;
        }
        else
        {
            Refuse(RejectionReason.TraceIdInvalid);
        }
    }

    public void ReadSpanId(JsonElement value)
    {
        if (ReadText(value, RejectionReason.SpanIdInvalid) is not { Length: > 0 } text)
        {
            return;
        }

        if (text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id != 0)
        {
            SpanId = id;
        }
        else
        {
            Refuse(RejectionReason.SpanIdInvalid);
        }
    }

    private string? ReadText(JsonElement value, string refusal)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString();
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            default:
                Refuse(refusal);
                return null;
        }
    }

    private void Refuse(string reason) => Refusal ??= reason;
}
