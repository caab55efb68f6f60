using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Tail;

/// <summary>What a watcher sends.</summary>
/// <param name="Type"><c>subscribe</c>; a second one replaces the filter.</param>
/// <param name="Filter">What to show; null shows everything.</param>
internal sealed record TailRequest(string? Type, TailFilter? Filter);

/// <summary>The same filter as a search takes.</summary>
/// <param name="Q">A query.</param>
/// <param name="Service">One name, or a list.</param>
/// <param name="Level">One level, or a list.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
internal sealed record TailFilter(
    string? Q,
    [property: JsonConverter(typeof(TextOrListConverter))] string[]? Service,
    [property: JsonConverter(typeof(TextOrListConverter))] string[]? Level,
    string? TraceId);

/// <summary>What the server sends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TailSubscribed), "subscribed")]
[JsonDerivedType(typeof(TailBatch), "batch")]
[JsonDerivedType(typeof(TailGap), "gap")]
[JsonDerivedType(typeof(TailPing), "ping")]
[JsonDerivedType(typeof(TailError), "error")]
internal abstract record TailMessage;

/// <summary>The filter holds from now on.</summary>
internal sealed record TailSubscribed : TailMessage;

/// <summary>Records in the order of their commits.</summary>
/// <param name="Seq">Counts the batches of the connection from 1.</param>
/// <param name="Items">At most 500.</param>
internal sealed record TailBatch(long Seq, IReadOnlyList<LogRecord> Items) : TailMessage;

/// <summary>The watcher was too slow: this many matching records were left out before the next batch. A search finds them.</summary>
internal sealed record TailGap(long Missed) : TailMessage;

/// <summary>Nothing happened, and the connection is alive.</summary>
internal sealed record TailPing : TailMessage;

/// <summary>The request was not understood; the connection closes.</summary>
internal sealed record TailError(string Message) : TailMessage;

internal sealed class TextOrListConverter : JsonConverter<string[]>
{
    public override string[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => [reader.GetString()!],
        JsonTokenType.StartArray => ReadList(ref reader),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, string[] value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);

    private static string[] ReadList(ref Utf8JsonReader reader)
    {
        var list = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            list.Add(reader.GetString()!);
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. list] : throw new JsonException();
    }
}
