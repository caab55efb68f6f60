using Microsoft.Net.Http.Headers;

namespace Monitoring.LogIngest.Ingest;

/// <summary>The content types of the JSON intake. Pure.</summary>
internal static class IngestContentType
{
    private const string Json = "application/json";

    // Names that senders use for one object a line; none is registered.
    private static readonly string[] _lines =
        ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines", "application/vnd.serilog.clef"];

    /// <summary>For people.</summary>
    public static string Accepted { get; } = $"{Json} or {_lines[0]}";

    /// <summary>Reads a header.</summary>
    /// <param name="contentType">The header.</param>
    /// <param name="isLines">True for one object a line; otherwise the text decides.</param>
    /// <returns>False for any other type, and for another charset than UTF-8.</returns>
    public static bool TryRead(string? contentType, out bool isLines)
    {
        isLines = false;
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        isLines = _lines.Any(name => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase));
        return isLines || type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase);
    }
}
