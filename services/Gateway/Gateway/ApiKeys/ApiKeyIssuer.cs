using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Makes new keys.</summary>
internal sealed class ApiKeyIssuer(TimeProvider clock)
{
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(365);

    /// <summary>Makes a key and stores it.</summary>
    /// <returns>The key and its value, which nothing can tell again.</returns>
    public async Task<(ApiKey Key, string Value)> IssueAsync(
        UnitOfWork work, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, string createdBy, CancellationToken cancellationToken)
    {
        // 40 random bits tell keys apart: another draw is needed about once in a million keys.
        while (true)
        {
            var value = ApiKeyText.Create(ApiKey.KindOf(scopes));
            var now = clock.GetUtcNow();
            var key = Describe(value, name, scopes, expiresAt ?? now + DefaultLifetime, createdBy, now);
            if (await ApiKeyStore.AddAsync(work, key, cancellationToken))
            {
                return (key, value);
            }
        }
    }

    /// <summary>Stores a value that an operator chose, unless it is known already. A revoked one stays revoked.</summary>
    /// <returns>Whether it was new.</returns>
    public Task<bool> AdoptAsync(UnitOfWork work, string value, string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken) =>
        ApiKeyStore.AddAsync(work, Describe(value, name, scopes, expiresAt: null, "configuration", clock.GetUtcNow()), cancellationToken);

    private static ApiKey Describe(
        string value, string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, string createdBy, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(),
            PublicId = ApiKeyText.PublicIdOf(value),
            Kind = ApiKey.KindOf(scopes),
            Name = name,
            SecretHash = ApiKeyText.HashOf(value),
            Scopes = [.. scopes.Distinct()],
            CreatedAt = now,
            CreatedBy = createdBy,
            ExpiresAt = expiresAt,
        };
}
