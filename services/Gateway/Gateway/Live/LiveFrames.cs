using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Gateway.Live;

/// <summary>Writes live events in the form of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).</summary>
/// <remarks>
/// Example: <c>event: runs</c>, a line <c>data: {"id":"0198…","status":"completed"}</c>, an empty line. JSON holds no raw line break, so
/// one data line is always enough.
/// </remarks>
internal sealed class LiveFrames(HttpResponse response, JsonSerializerOptions json)
{
    /// <summary>Writes events in order; before them, how many the page has missed because it read too slowly.</summary>
    public Task WriteAsync(IReadOnlyList<LiveEvent> events, long missed, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        if (missed > 0)
        {
            Append(text, "gap", new { missed });
        }

        foreach (var (topic, payload) in events)
        {
            Append(text, topic, payload);
        }

        return SendAsync(text.ToString(), cancellationToken);
    }

    /// <summary>Writes a line that clients skip, to show that the stream is alive.</summary>
    public Task WriteCommentAsync(string comment, CancellationToken cancellationToken) => SendAsync($": {comment}\n\n", cancellationToken);

    private void Append(StringBuilder text, string topic, object payload) =>
        text.Append("event: ").Append(topic).Append('\n')
            .Append("data: ").Append(JsonSerializer.Serialize(payload, json)).Append("\n\n");

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
