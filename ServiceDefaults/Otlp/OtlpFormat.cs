using System.Text;
using Google.Protobuf;
using Microsoft.Net.Http.Headers;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>One of the two encodings of OTLP/HTTP: how requests are decoded and answers encoded. Pure.</summary>
/// <remarks>Unknown fields are skipped in both, as the specification demands of a receiver.</remarks>
public sealed class OtlpFormat
{
    private static readonly JsonParser _json = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
    private static readonly JsonFormatter _jsonWriter = new(JsonFormatter.Settings.Default);
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Binary protobuf.</summary>
    public static OtlpFormat Protobuf { get; } = new("application/x-protobuf");

    /// <summary>The JSON mapping of protobuf, but for trace and span ids, which are hexadecimal; see <see cref="OtlpId"/>.</summary>
    public static OtlpFormat Json { get; } = new("application/json");

    private OtlpFormat(string contentType) => ContentType = contentType;

    /// <summary>Media type of requests and answers.</summary>
    public string ContentType { get; }

    /// <summary>The format a Content-Type names; null for any other, also for JSON in another charset than UTF-8.</summary>
    public static OtlpFormat? Of(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var mediaType))
        {
            return null;
        }

        if (mediaType.MediaType.Equals(Protobuf.ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return Protobuf;
        }

        return mediaType.MediaType.Equals(Json.ContentType, StringComparison.OrdinalIgnoreCase)
            && (!mediaType.Charset.HasValue || mediaType.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) ? Json : null;
    }

    /// <summary>Reads a request; an empty body is an empty request.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a message of this format.</exception>
    public TRequest Decode<TRequest>(MessageParser<TRequest> parser, ReadOnlySpan<byte> body)
        where TRequest : IMessage<TRequest>, new()
    {
        try
        {
            return this == Protobuf || body.IsEmpty
                ? parser.WithDiscardUnknownFields(true).ParseFrom(body)
                : _json.Parse<TRequest>(_strictUtf8.GetString(body));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or DecoderFallbackException)
        {
            throw new InvalidDataException($"The body could not be decoded as {ContentType}.", exception);
        }
    }

    /// <summary>Writes an answer.</summary>
    public byte[] Encode(IMessage message) => this == Protobuf ? message.ToByteArray() : Encoding.UTF8.GetBytes(_jsonWriter.Format(message));
}
