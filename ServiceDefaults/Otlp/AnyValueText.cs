using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Monitoring.ServiceDefaults.Otlp.Protos;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>Turns OTLP values into JSON and text.</summary>
public static class AnyValueText
{
    /// <summary>Writes a value as JSON: bytes as base64; numbers that JSON lacks (NaN, infinities) as their names.</summary>
    public static void WriteTo(this AnyValue value, Utf8JsonWriter writer)
    {
        switch (value.ValueCase)
        {
            case AnyValue.ValueOneofCase.StringValue:
                writer.WriteStringValue(value.StringValue);
                break;
            case AnyValue.ValueOneofCase.BoolValue:
                writer.WriteBooleanValue(value.BoolValue);
                break;
            case AnyValue.ValueOneofCase.IntValue:
                writer.WriteNumberValue(value.IntValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue when double.IsFinite(value.DoubleValue):
                writer.WriteNumberValue(value.DoubleValue);
                break;
            case AnyValue.ValueOneofCase.DoubleValue:
                writer.WriteStringValue(value.DoubleValue.ToString(CultureInfo.InvariantCulture));
                break;
            case AnyValue.ValueOneofCase.BytesValue:
                writer.WriteBase64StringValue(value.BytesValue.Span);
                break;
            case AnyValue.ValueOneofCase.ArrayValue:
                writer.WriteStartArray();
                foreach (var item in value.ArrayValue.Values)
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
                break;
            case AnyValue.ValueOneofCase.KvlistValue:
                value.KvlistValue.Values.WriteTo(writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <summary>Writes attributes as a JSON object.</summary>
    public static void WriteTo(this IEnumerable<KeyValue> attributes, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var attribute in attributes)
        {
            writer.WritePropertyName(attribute.Key);
            (attribute.Value ?? new AnyValue()).WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>A value as text: strings and numbers plain, bytes as base64, lists and maps as JSON, nothing as an empty string.</summary>
    public static string ToText(this AnyValue? value) => value?.ValueCase switch
    {
        null or AnyValue.ValueOneofCase.None => "",
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        _ => ToJson(value),
    };

    private static string ToJson(AnyValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            value.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
