namespace Monitoring.Alerting.Channels;

/// <summary>Where incidents are told of.</summary>
internal sealed record Channel
{
    public const string Webhook = "webhook";

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Always <see cref="Webhook"/>.</summary>
    public required string Kind { get; init; }

    public required bool IsEnabled { get; init; }

    public required string Url { get; init; }

    /// <summary>Protected (<see cref="ChannelSecrets"/>); null without one.</summary>
    public string? Secret { get; init; }

    public required int Version { get; init; }
}

/// <summary>How the last delivery to a channel ended.</summary>
internal sealed record LastDelivery(DateTimeOffset At, string Status, string? Error);
