using Google.Protobuf;

namespace Monitoring.ServiceDefaults.Otlp;

/// <summary>Reads trace ids (16 bytes) and span ids (8 bytes) as either format delivers them.</summary>
/// <remarks>
/// OTLP/JSON writes ids in hexadecimal where the JSON mapping of protobuf reads base64. Every hexadecimal id of full length happens to be
/// valid base64, so it arrives as 24 or 12 bytes: encoding those again gives the text that was sent, e.g.
/// <c>5b8efff798038103d269b633813fc60c</c>.
/// </remarks>
public static class OtlpId
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    /// <summary>The trace id in lower-case hexadecimal; null where it is absent, all zero, or not an id.</summary>
    public static string? TraceId(ByteString id) => Read(id, TraceBytes);

    /// <summary>The span id in lower-case hexadecimal; null where it is absent, all zero, or not an id.</summary>
    public static string? SpanId(ByteString id) => Read(id, SpanBytes);

    private static string? Read(ByteString id, int bytes)
    {
        var hex = id.Length == bytes ? Convert.ToHexStringLower(id.Span)
            : id.Length == bytes * 3 / 2 ? id.ToBase64().ToLowerInvariant()
            : null;
        return hex is not null && hex.All(char.IsAsciiHexDigitLower) && hex.AsSpan().ContainsAnyExcept('0') ? hex : null;
    }
}
