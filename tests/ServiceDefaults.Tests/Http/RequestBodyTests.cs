using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.ServiceDefaults.Tests.Http;

public sealed class RequestBodyTests
{
    private const int Limit = 100_000;

    [Theory]
    [InlineData(0, null)]
    [InlineData(Limit - 1, null)]
    [InlineData(Limit, null)]
    [InlineData(0, "gzip")]
    [InlineData(Limit, "gzip")]
    [InlineData(Limit, "GZIP")]
    public async Task A_body_within_the_limit_is_read_whole(int size, string? encoding)
    {
        var sent = Enumerable.Range(0, size).Select(i => (byte)(i * 31)).ToArray();

        using var body = await ReadAsync(encoding is null ? sent : Gzip(sent), encoding);

        Assert.Equal(sent, body.Bytes.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task One_byte_beyond_the_limit_is_413(string? encoding) =>
        await RefusedAsync(encoding is null ? new byte[Limit + 1] : Gzip(new byte[Limit + 1]), encoding, StatusCodes.Status413PayloadTooLarge);

    [Fact]
    public async Task A_bomb_is_abandoned_at_the_limit()
    {
        var bomb = Gzip(new byte[256 * 1024 * 1024]);
        var before = GC.GetAllocatedBytesForCurrentThread();

        await RefusedAsync(bomb, "gzip", StatusCodes.Status413PayloadTooLarge);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * Limit);
    }

    [Fact]
    public async Task Broken_and_truncated_gzip_is_400()
    {
        var whole = Gzip([.. Enumerable.Range(0, 1000).Select(i => (byte)i)]);

        await RefusedAsync([1, 2, 3, 4], "gzip", StatusCodes.Status400BadRequest);
        await RefusedAsync(whole[..^20], "gzip", StatusCodes.Status400BadRequest);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("nonsense")]
    public async Task Another_encoding_is_415(string encoding) =>
        await RefusedAsync([1], encoding, StatusCodes.Status415UnsupportedMediaType);

    private static async Task RefusedAsync(byte[] sent, string? encoding, int status) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<BadHttpRequestException>(() => ReadAsync(sent, encoding))).StatusCode);

    private static Task<RequestBody> ReadAsync(byte[] sent, string? encoding)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(sent);
        request.Headers.ContentEncoding = encoding;
        return RequestBody.ReadAsync(request, Limit, CancellationToken.None);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
