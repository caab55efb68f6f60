using System.Buffers;
using System.Text;
using System.Text.Json;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Redaction;

/// <summary>Copies a record's attributes as JSON that Postgres can hold, without secrets, and says when they exceed a limit.</summary>
/// <remarks>Reuses its buffers, so one instance serves one request, record after record; not thread-safe.</remarks>
internal sealed class AttributeSanitizer : IDisposable
{
    /// <summary>Attribute that says a NUL was replaced by its visible sign.</summary>
    public const string NulFlag = "monitoring.nul_replaced";

    /// <summary>Attribute that holds the bytes of a message before it was cut.</summary>
    public const string TruncatedFlag = "monitoring.truncated_from_bytes";

    private static readonly byte[] _mark = Encoding.UTF8.GetBytes(SecretText.Mark);

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;
    private bool _nulReplaced;
    private string? _refusal;

    public AttributeSanitizer() => _writer = new(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Copies attributes.</summary>
    /// <param name="attributes">An object; undefined or null is an empty one.</param>
    /// <param name="reserved">Names that are no attributes here, since the record's own fields were read from them.</param>
    /// <param name="message">The message, for its flags.</param>
    /// <param name="refusal">A <see cref="RejectionReason"/> when the result is empty.</param>
    /// <exception cref="InvalidOperationException">A text holds half of a surrogate pair.</exception>
    public ReadOnlyMemory<byte> Copy(JsonElement attributes, Func<string, bool>? reserved, SanitizedMessage message, out string? refusal)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        (_nulReplaced, _refusal) = (message.NulReplaced, null);
        if (attributes.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined or JsonValueKind.Null))
        {
            refusal = RejectionReason.AttributesInvalid;
            return default;
        }

        _writer.WriteStartObject();
        if (attributes.ValueKind == JsonValueKind.Object)
        {
            WriteAttributes(attributes, reserved);
        }

        WriteFlags(message);
        _writer.WriteEndObject();
        _writer.Flush();
        refusal = _refusal ?? (_buffer.WrittenCount > RecordLimits.AttributesBytes ? RejectionReason.AttributesTooLarge : null);
        return refusal is null ? _buffer.WrittenSpan.ToArray() : default;
    }

    /// <inheritdoc />
    public void Dispose() => _writer.Dispose();

    private void WriteAttributes(JsonElement attributes, Func<string, bool>? reserved)
    {
        var count = 0;
        foreach (var attribute in attributes.EnumerateObject())
        {
            if (reserved?.Invoke(attribute.Name) == true)
            {
                continue;
            }

            if (++count > RecordLimits.Attributes)
            {
                _refusal = RejectionReason.TooManyAttributes;
            }

            WriteMember(attribute, depth: 1);
            if (_refusal is not null)
            {
                return;
            }
        }
    }

    private void WriteFlags(SanitizedMessage message)
    {
        if (_nulReplaced)
        {
            _writer.WriteBoolean(NulFlag, true);
        }

        if (message.TruncatedFromBytes is { } bytes)
        {
            _writer.WriteNumber(TruncatedFlag, bytes);
        }
    }

    private void WriteMember(JsonProperty member, int depth)
    {
        var name = member.Name;
        if (Encoding.UTF8.GetByteCount(name) > RecordLimits.AttributeNameBytes)
        {
            _refusal = RejectionReason.AttributeNameTooLong;
            return;
        }

        _writer.WritePropertyName(WithoutNul(name));
        if (IsSecret(name, member.Value.ValueKind))
        {
            _writer.WriteStringValue(_mark);
        }
        else
        {
            WriteValue(member.Value, depth);
        }
    }

    private static bool IsSecret(string name, JsonValueKind kind) => kind switch
    {
        JsonValueKind.Number => SensitiveKeys.IsSensitiveNumber(name),
        JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => false,
        _ => SensitiveKeys.IsSensitive(name),
    };

    private void WriteValue(JsonElement value, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _writer.WriteStringValue(WithoutNul(SecretText.Redact(value.GetString()!)));
                break;
            case JsonValueKind.Number:
                WriteNumber(value);
                break;
            case JsonValueKind.Object or JsonValueKind.Array when depth > RecordLimits.Nesting:
                _refusal = RejectionReason.NestingTooDeep;
                break;
            case JsonValueKind.Object:
                WriteObject(value, depth);
                break;
            case JsonValueKind.Array:
                WriteArray(value, depth);
                break;
            default:
                value.WriteTo(_writer);
                break;
        }
    }

    private void WriteObject(JsonElement value, int depth)
    {
        _writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            WriteMember(member, depth + 1);
            if (_refusal is not null)
            {
                return;
            }
        }

        _writer.WriteEndObject();
    }

    private void WriteArray(JsonElement value, int depth)
    {
        _writer.WriteStartArray();
        foreach (var item in value.EnumerateArray())
        {
            WriteValue(item, depth + 1);
            if (_refusal is not null)
            {
                return;
            }
        }

        _writer.WriteEndArray();
    }

    // Postgres takes any number of digits but not any exponent; beyond a double the text is kept instead.
    private void WriteNumber(JsonElement value)
    {
        if (value.TryGetInt64(out var integer))
        {
            _writer.WriteNumberValue(integer);
        }
        else if (value.TryGetDouble(out var number) && double.IsFinite(number))
        {
            _writer.WriteNumberValue(number);
        }
        else
        {
            _writer.WriteStringValue(value.GetRawText());
        }
    }

    private string WithoutNul(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

        _nulReplaced = true;
        return text.Replace('\0', '\u2400');
    }
}
