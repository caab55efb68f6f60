using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Monitoring.Testing;

/// <summary>A receiver on a real port that keeps what it is sent and answers as it is told; each path is a channel of its own.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Answers a delivery; 204 by default.</summary>
    public Func<Delivery, HttpContext, Task> Answer { get; set; } = static (_, context) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    /// <summary>Everything received, in the order of arrival.</summary>
    public ConcurrentQueue<Delivery> Received { get; } = new();

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public string Url(string path) => $"{_app.Urls.Single()}/{path}";

    public IEnumerable<Delivery> At(string path) => Received.Where(delivery => delivery.Path == $"/{path}");

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var delivery = new Delivery(
            context.Request.Path,
            context.Request.Headers["Idempotency-Key"].ToString(),
            context.Request.Headers["Monitoring-Signature"].ToString(),
            await reader.ReadToEndAsync());
        Received.Enqueue(delivery);
        await Answer(delivery, context);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    public sealed record Delivery(string Path, string IdempotencyKey, string Signature, string Body)
    {
        private readonly JsonElement _json = JsonSerializer.Deserialize<JsonElement>(Body);

        public string Event => _json.GetProperty("event").GetString()!;

        public Guid IncidentId => _json.GetProperty("incident").GetProperty("id").GetGuid();

        public JsonElement Json => _json;
    }
}
