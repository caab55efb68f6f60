using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>A whole request body, decompressed, in rented memory; dispose it to give the memory back.</summary>
/// <remarks>
/// A bomb costs no more than the limit: reading stops at the first byte beyond it, whatever the headers promised.
/// </remarks>
public sealed class RequestBody : IDisposable
{
    private byte[]? _rented;
    private readonly int _length;

    // Without it a body that was cut off reads as a shorter one, which could be valid.
    static RequestBody() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private RequestBody(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    /// <summary>The bytes; valid until disposal.</summary>
    public ReadOnlyMemory<byte> Bytes => (_rented ?? throw new ObjectDisposedException(nameof(RequestBody))).AsMemory(0, _length);

    /// <summary>Reads a body that is plain or gzip.</summary>
    /// <exception cref="BadHttpRequestException">413 beyond the limit, 415 for another encoding, 400 for broken gzip.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        // The server also counts the frames of a chunked body, so it only bounds what is sent; the exact limit is checked below.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = 2L * maxBytes;
        }

        var isGzip = IsGzip(request.Headers.ContentEncoding.ToString());
        await using var stream = isGzip ? new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true) : request.Body;
        try
        {
            return await ReadAsync(stream, expectedBytes: isGzip ? 0 : request.ContentLength ?? 0, maxBytes, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("The body is not valid gzip.", StatusCodes.Status400BadRequest, exception);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static bool IsGzip(string encoding) => encoding.ToLowerInvariant() switch
    {
        "" or "identity" => false,
        "gzip" => true,
        _ => throw new BadHttpRequestException("Content-Encoding can be gzip or absent.", StatusCodes.Status415UnsupportedMediaType),
    };

    private static async Task<RequestBody> ReadAsync(Stream stream, long expectedBytes, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(expectedBytes + 1, 16 * 1024, maxBytes + 1));
        var length = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                length += read;
                if (length > maxBytes)
                {
                    throw new BadHttpRequestException($"The limit is {maxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
                }

                if (read == 0)
                {
                    return new RequestBody(buffer, length);
                }

                if (length == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}

/// <summary>Registers the limit of request bodies.</summary>
public static class RequestBodyExtensions
{
    /// <summary>Makes <see cref="RequestBodyOptions"/> available; safe to call from several modules.</summary>
    public static IServiceCollection AddRequestBodies(this IServiceCollection services)
    {
        services.AddOptions<RequestBodyOptions>().BindConfiguration(RequestBodyOptions.SectionName).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RequestBodyOptions>, ValidateRequestBodyOptions>());
        return services;
    }

    /// <summary>Reads the body within the configured limit; see <see cref="RequestBody.ReadAsync(HttpRequest, int, CancellationToken)"/>.</summary>
    public static Task<RequestBody> ReadBodyAsync(this HttpRequest request, CancellationToken cancellationToken) => RequestBody.ReadAsync(
        request, request.HttpContext.RequestServices.GetRequiredService<IOptions<RequestBodyOptions>>().Value.MaxBytes, cancellationToken);
}
