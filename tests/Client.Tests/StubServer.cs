using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Monitoring.Client.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record Received(string Method, string PathAndQuery, string Body, IHeaderDictionary Headers);

/// <summary>Stands in for the monitoring system: a real server that answers as the test says and keeps what it got.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<Received> Requests { get; } = new();

    /// <summary>The answer to each request, before which the test may wait or throw.</summary>
    public Func<Received, HttpResponse, Task> Answer { get; set; } = static (_, _) => Task.CompletedTask;

    public static async Task<StubServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new StubServer(app);
        app.Run(stub.HandleAsync);
        await app.StartAsync();
        return stub;
    }

    public void AnswerWith(HttpStatusCode status) => Answer = (_, response) =>
    {
        response.StatusCode = (int)status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var request = new Received(
            context.Request.Method,
            $"{context.Request.Path}{context.Request.QueryString}",
            await reader.ReadToEndAsync(),
            new HeaderDictionary(context.Request.Headers.ToDictionary()));
        Requests.Enqueue(request);
        await Answer(request, context.Response);
    }
}
