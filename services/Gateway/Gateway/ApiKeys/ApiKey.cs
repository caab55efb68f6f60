using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>A program's right to come in, without its secret.</summary>
internal sealed record ApiKey
{
    /// <summary>Kind of a key that may be public, since it can do nothing but report browser measurements.</summary>
    public const string PublicKind = "pub";

    public required Guid Id { get; init; }

    public required string PublicId { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required byte[] SecretHash { get; init; }

    public required string[] Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Null for a bootstrap key, which lives as long as the configuration that holds it.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Accurate to five minutes.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The policies that the scopes satisfy: each its own, and <c>admin</c> all of them.</summary>
    public IReadOnlyList<string> GrantedAccess => Scopes.Contains(Access.Admin) ? Access.All : Scopes;

    /// <summary>What may be shown of the value, e.g. <c>mon_api_k7m2p9qx</c>.</summary>
    public string Prefix => $"mon_{Kind}_{PublicId}";

    public bool IsValidAt(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>The kind that keys of these scopes are marked with, so that a leaked one can be judged at sight.</summary>
    public static string KindOf(IReadOnlyList<string> scopes) => scopes is [Access.RumWrite] ? PublicKind : "api";
}
