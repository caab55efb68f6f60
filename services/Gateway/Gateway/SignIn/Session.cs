namespace Monitoring.Gateway.SignIn;

/// <summary>A signed-in browser and the account it belongs to.</summary>
internal sealed record Session
{
    /// <summary>Opened by a one-time login link: whoever holds the machine, not necessarily the account's password.</summary>
    public const string ByLink = "link";

    /// <summary>Opened by name and password.</summary>
    public const string ByPassword = "password";

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    public required string UserName { get; init; }

    public required string Role { get; init; }

    public required string OpenedBy { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The absolute end, however busy the session is.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public bool IsValidAt(DateTimeOffset now, TimeSpan idleTimeout) => now < EndsAt && now - LastSeenAt < idleTimeout;
}
