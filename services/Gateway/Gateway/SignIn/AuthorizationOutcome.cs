using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.Live;

namespace Monitoring.Gateway.SignIn;

/// <summary>What follows from a decision about a route: refusals are written down, streams are watched over.</summary>
internal sealed class AuthorizationOutcome(AuditLog audit, RefusalSample refusals, Streams streams) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            // No such route, or none for this method or content type: 404, 405 or 415 for everybody, since there is nothing to be let into.
            await next(context);
            return;
        }

        if (authorizeResult.Succeeded && Streams.IsStream(context))
        {
            await streams.ServeAsync(context, next);
            return;
        }

        if (!authorizeResult.Succeeded)
        {
            await RecordAsync(context, authorizeResult.Forbidden ? "access.denied" : "access.unauthenticated");
        }

        await _default.HandleAsync(next, context, policy, authorizeResult);
    }

    private async Task RecordAsync(HttpContext context, string action)
    {
        // A caller with neither key nor cookie is no event.
        var isKnocking = ApiKeyScheme.Read(context.Request) is not null || SessionCookie.Read(context.Request) is not null;
        if (isKnocking && refusals.IsWorthRecording(context, action))
        {
            await audit.WriteAsync(context, action, $"{context.Request.Method} {context.Request.Path}");
        }
    }
}
