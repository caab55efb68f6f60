using System.Text.Json.Serialization;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Body of <c>POST /api/v1/keys</c>.</summary>
/// <param name="Name">What the key is for, 1 to 64 characters.</param>
/// <param name="Scopes">Names of access policies; <c>admin</c> includes all.</param>
/// <param name="ExpiresAt">When it ends; a year from now when absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CreateKeyRequest(string? Name, IReadOnlyList<string>? Scopes, DateTimeOffset? ExpiresAt);

/// <summary>A key without its secret.</summary>
/// <param name="Prefix">The visible beginning of the key, by which its owner can tell which one it is.</param>
internal sealed record KeyResponse(
    Guid Id,
    string Name,
    string Kind,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? ExpiresAt,
    string Prefix)
{
    public static KeyResponse Of(ApiKey key) => new(
        key.Id, key.Name, key.Kind, key.Scopes, key.CreatedAt, key.CreatedBy, key.LastUsedAt, key.ExpiresAt, key.Prefix);
}

/// <summary>A new key: the only time its value is shown.</summary>
internal sealed record CreatedKeyResponse(
    Guid Id, string Key, string Name, string Kind, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, string Prefix);

/// <summary>Answer of <c>GET /api/v1/keys</c>.</summary>
internal sealed record KeyListResponse(IReadOnlyList<KeyResponse> Items);
