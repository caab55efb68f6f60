using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Reads the JSON object of a request, or says as a problem why it cannot be read.</summary>
/// <remarks>
/// Stands in for the framework's own binding, which answers 400 without saying what is wrong. Unreadable text is <c>malformed-body</c>,
/// a value of the wrong type is <c>validation</c> with its path, so that a caller can tell a broken encoder from a wrong field.
/// </remarks>
public static class JsonBody
{
    /// <summary>Largest body of a route that does not say otherwise: 1 MiB.</summary>
    public const int DefaultLimitBytes = 1024 * 1024;

    /// <summary>Reads an object.</summary>
    /// <param name="request">The request; its content type must be JSON in UTF-8.</param>
    /// <param name="limitBytes">Largest body.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <param name="mayBeEmpty">Takes an object without members too, where every member is optional.</param>
    public static async Task<JsonBody<T>> ReadAsync<T>(
        HttpRequest request, int limitBytes, CancellationToken cancellationToken, bool mayBeEmpty = false)
        where T : class
    {
        if (FindUnreadableType(request) is { } unreadable)
        {
            return new(null, Problems.UnsupportedMediaType(unreadable));
        }

        return await ReadBytesAsync(request, limitBytes, cancellationToken) is { } bytes
            ? Parse<T>(bytes, request.HttpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions, mayBeEmpty)
            : new(null, Problems.PayloadTooLarge(limitBytes));
    }

    internal static JsonBody<T> Parse<T>(ReadOnlyMemory<byte> bytes, JsonSerializerOptions options, bool mayBeEmpty)
        where T : class
    {
        bytes = WithoutByteOrderMark(bytes);
        if (!Utf8.IsValid(bytes.Span))
        {
            return new(null, Problems.MalformedBody("The text is not valid UTF-8."));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = options.MaxDepth });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && (mayBeEmpty || root.EnumerateObject().Any())
                ? Convert<T>(root, options)
                : new(null, Problems.MalformedBody(mayBeEmpty ? "A JSON object is expected." : "A JSON object with at least one member is expected."));
        }
        catch (JsonException exception)
        {
            return new(null, Problems.MalformedBody($"Not valid JSON at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}."));
        }
    }

    private static JsonBody<T> Convert<T>(JsonElement root, JsonSerializerOptions options)
        where T : class
    {
        try
        {
            return new(root.Deserialize<T>(options), null);
        }
        catch (JsonException exception)
        {
            var path = exception.Path is { Length: > 2 } full ? full[2..] : "body";
            return new(null, Problems.Invalid(path, "The value has the wrong type or is out of range."));
        }
    }

    private static string? FindUnreadableType(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !(type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        {
            return "Send the body as application/json.";
        }

        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return "Send the body in UTF-8.";
        }

        return request.Headers.ContentEncoding.Count > 0 ? "Send the body without a content encoding." : null;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpRequest request, int limitBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limitBytes)
        {
            return null;
        }

        // The server also counts the frames of a chunked body, so it only bounds what is buffered; the exact limit is checked below.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = 2L * limitBytes;
        }

        using var buffer = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        if (buffer.Length > limitBytes)
        {
            return null;
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}

/// <summary>What came of reading a body: the value, or the problem to answer with.</summary>
public readonly record struct JsonBody<T>(T? Value, ProblemHttpResult? Problem)
    where T : class
{
    /// <summary>True when there is a value; <see cref="Problem"/> is set otherwise.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsRead => Value is not null;
}
