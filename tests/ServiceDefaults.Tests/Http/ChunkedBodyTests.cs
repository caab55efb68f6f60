using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.ServiceDefaults.Tests.Http;

/// <summary>The server counts a chunk's frame as body; a sender's limit must not depend on how it cuts its chunks.</summary>
public sealed class ChunkedBodyTests : IAsyncLifetime
{
    private const int Limit = 100_000;
    private readonly WebApplication _app = NewApp();

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Theory]
    [InlineData(Limit - 1, HttpStatusCode.OK)]
    [InlineData(Limit, HttpStatusCode.OK)]
    [InlineData(Limit + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task The_limit_is_exact(int size, HttpStatusCode expected)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(_app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(new byte[size]) };
        request.Headers.TransferEncodingChunked = true;

        using var response = await http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    private static WebApplication NewApp()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            try
            {
                using var body = await RequestBody.ReadAsync(context.Request, Limit, context.RequestAborted);
            }
            catch (BadHttpRequestException exception)
            {
                context.Response.StatusCode = exception.StatusCode;
            }
        });
        return app;
    }
}
