using Dapper;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>The <c>Idempotency-Key</c> of a request, kept apart per caller and route.</summary>
internal sealed record IdempotencyKey(string Scope, string Value)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaxLength = 255;

    /// <param name="request">The request.</param>
    /// <param name="route">Name of what it does, e.g. <c>start</c>.</param>
    /// <param name="key">The key; null when none was sent.</param>
    /// <returns>False when a key was sent that is empty or too long.</returns>
    public static bool TryRead(HttpRequest request, string route, out IdempotencyKey? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(Header, out var header))
        {
            return true;
        }

        var value = header.ToString();
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxLength)
        {
            return false;
        }

        key = new($"{CallerId.Of(request.HttpContext.User)} {route}", value);
        return true;
    }

    /// <summary>Takes the key for what is about to be made. Of concurrent requests with one key, the others wait here for the first.</summary>
    /// <returns>Null when the key was free; otherwise what it was used for.</returns>
    public async Task<EarlierUse?> TakeAsync(UnitOfWork work, byte[] contentSha256, Guid resourceId, CancellationToken cancellationToken)
    {
        var parameters = new { Scope, Value, contentSha256, resourceId };
        var inserted = await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into idempotent_request (scope, key, content_sha256, resource_id) values (@Scope, @Value, @contentSha256, @resourceId)
            on conflict do nothing
            """,
            parameters,
            work.Transaction,
            cancellationToken: cancellationToken));
        return inserted == 1
            ? null
            : await work.Connection.QuerySingleAsync<EarlierUse>(new CommandDefinition(
                """
                select resource_id, content_sha256 = @contentSha256 as has_equal_content from idempotent_request
                where scope = @Scope and key = @Value
                """,
                parameters,
                work.Transaction,
                cancellationToken: cancellationToken));
    }

    /// <summary>What a key was used for before.</summary>
    public sealed record EarlierUse(Guid ResourceId, bool HasEqualContent);
}
