using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Alerting.Channels;

/// <summary>A channel as it is written.</summary>
/// <remarks>
/// A secret that is left out stays as it is; an empty one is taken away. <see cref="Id"/>, <see cref="HasSecret"/> and <see cref="LastDelivery"/> are taken so
/// that a channel that was read can be sent back with a change; they are never stored. Any other unknown field is refused.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChannelRequest
{
    public string? Name { get; init; }

    /// <summary><c>webhook</c>, the default.</summary>
    public string? Kind { get; init; }

    /// <summary>Default true.</summary>
    public bool? IsEnabled { get; init; }

    public string? Url { get; init; }

    /// <summary>Key of the signature; 16 to 256 characters.</summary>
    public string? Secret { get; init; }

    /// <summary>The version that was edited; with another one stored the change is refused. Left out: the last writer wins.</summary>
    public int? Version { get; init; }

    public JsonElement? Id { get; init; }

    public JsonElement? HasSecret { get; init; }

    public JsonElement? LastDelivery { get; init; }
}

/// <summary>A channel as it is read; its secret never is.</summary>
internal sealed record ChannelResponse(
    Guid Id, string Name, string Kind, bool IsEnabled, string Url, bool HasSecret, LastDelivery? LastDelivery, int Version)
{
    public static ChannelResponse From(Channel channel, LastDelivery? lastDelivery) => new(
        channel.Id, channel.Name, channel.Kind, channel.IsEnabled, channel.Url, channel.Secret is not null, lastDelivery, channel.Version);
}

/// <summary>How a test delivery went. Nothing of the answer's body is shown.</summary>
/// <param name="Status"><c>sent</c> or <c>failed</c>.</param>
/// <param name="StatusClass">e.g. <c>2xx</c>; null when there was no answer.</param>
/// <param name="LatencyMs">Until the answer or the failure.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record ChannelTestResponse(string Status, string? StatusClass, long LatencyMs, string? Error);
