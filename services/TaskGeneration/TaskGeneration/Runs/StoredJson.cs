using System.Text;
using System.Text.Json;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>Makes a JSON object of others fit for a Postgres <c>jsonb</c> column.</summary>
/// <remarks>
/// jsonb refuses NUL and lone surrogates in strings, and numbers beyond its own numeric type. NUL becomes U+2400 as in text; the others
/// are the sender's mistake. Object depth is bounded by the reader of the request.
/// </remarks>
internal static class StoredJson
{
    public const int MaxBytes = 64 * 1024;

    private const int MaxExactNumberLength = 40;

    /// <param name="value">What was sent.</param>
    /// <param name="json">The object as compact JSON.</param>
    /// <returns>Null, or why it is refused.</returns>
    public static string? TryClean(JsonElement value, out string json)
    {
        json = "{}";
        if (value.ValueKind != JsonValueKind.Object)
        {
            return "Must be a JSON object.";
        }

        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            try
            {
                Write(value, writer);
            }
            // GetString meets half a surrogate pair; the writer meets a number that JSON cannot hold.
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                return "Holds text or a number that cannot be stored.";
            }
        }

        if (buffer.Length > MaxBytes)
        {
            return $"At most {MaxBytes} bytes.";
        }

        json = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        return null;
    }

    private static void Write(JsonElement value, Utf8JsonWriter writer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(Clean(member.Name));
                    Write(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, writer);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Clean(value.GetString()!));
                break;
            case JsonValueKind.Number:
                WriteNumber(value, writer);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    // Ordinary numbers keep their digits; the rest becomes a double, and what a double cannot hold is refused by the writer.
    private static void WriteNumber(JsonElement value, Utf8JsonWriter writer)
    {
        var number = value.GetDouble();
        if (double.IsNormal(number) && value.GetRawText().Length <= MaxExactNumberLength)
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteNumberValue(number);
        }
    }

    private static string Clean(string text) => text.Replace('\0', '\u2400');
}
