using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.Limits;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Giving out, listing and revoking API keys.</summary>
internal static class ApiKeyEndpoints
{
    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/keys").WithTags("API keys").RequireAuthorization(Access.Admin)
            .RequireRateLimiting(LimitPolicies.Administration);
        keys.MapGet("", List);
        keys.MapPost("", Create).Accepts<CreateKeyRequest>("application/json");
        keys.MapDelete("/{id:guid}", Revoke);
    }

    private static async Task<KeyListResponse> List(ApiKeyStore keys, CancellationToken cancellationToken) =>
        new([.. (await keys.ListAsync(cancellationToken)).Select(KeyResponse.Of)]);

    private static async Task<Results<Created<CreatedKeyResponse>, ProblemHttpResult>> Create(
        HttpContext context, ModuleDatabase<GatewayModule> database, ApiKeyIssuer issuer, AuditLog audit, TimeProvider clock)
    {
        var body = await JsonBody.ReadAsync<CreateKeyRequest>(context.Request, JsonBody.DefaultLimitBytes, context.RequestAborted);
        if (!body.IsRead)
        {
            return body.Problem;
        }

        var request = body.Value;
        var errors = CreateKeyValidator.Validate(request, clock.GetUtcNow());
        if (errors.Count > 0)
        {
            return Problems.Validation(errors);
        }

        await using var work = await database.BeginAsync(context.RequestAborted);
        var (key, value) = await issuer.IssueAsync(
            work, request.Name!, request.Scopes!, request.ExpiresAt, context.User.Identity!.Name!, context.RequestAborted);
        await audit.WriteAsync(work, context, "key.created", key.Name, $"{key.Prefix} {string.Join(' ', key.Scopes)}");
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.Created(
            $"/api/v1/keys/{key.Id}",
            new CreatedKeyResponse(key.Id, value, key.Name, key.Kind, key.Scopes, key.CreatedAt, key.ExpiresAt, key.Prefix));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        Guid id, HttpContext context, ModuleDatabase<GatewayModule> database, ApiKeyStore keys, AuditLog audit)
    {
        await using var work = await database.BeginAsync(context.RequestAborted);
        if (await keys.RevokeAsync(work, id, context.RequestAborted) is not { } revoked)
        {
            return Problems.NotFound("The API key");
        }

        await audit.WriteAsync(work, context, "key.revoked", revoked.Name, revoked.Prefix);
        await work.CommitAsync(context.RequestAborted);
        return TypedResults.NoContent();
    }
}
