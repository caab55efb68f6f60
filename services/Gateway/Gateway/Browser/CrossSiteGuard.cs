using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Browser;

/// <summary>Refuses requests that another site makes a signed-in browser send.</summary>
/// <remarks>
/// The cookie is SameSite=Lax, which leaves other ports of the same host and old browsers. A page of another origin cannot set the header
/// without asking first (CORS), and is never allowed to. Programs with a key are not browsers and need neither.
/// </remarks>
internal sealed class CrossSiteGuard(RequestDelegate next, AuditLog audit, RefusalSample refusals)
{
    public const string HeaderName = "X-Requested-With";

    private const string Action = "request.cross-site";

    public async Task InvokeAsync(HttpContext context)
    {
        if (Objection(context.Request) is not { } objection)
        {
            await next(context);
            return;
        }

        if (refusals.IsWorthRecording(context, Action))
        {
            await audit.WriteAsync(context, Action, context.Request.Path, objection);
        }

        await Problems.Create(StatusCodes.Status403Forbidden, "forbidden", "The request seems to come from another site.", objection)
            .ExecuteAsync(context);
    }

    /// <summary>Why the request is refused; null when it is not.</summary>
    internal static string? Objection(HttpRequest request)
    {
        if (ApiKeyScheme.Read(request) is not null)
        {
            return null;
        }

        // Also for reads: the handshake of a WebSocket is one, and no CORS stands before it.
        if (request.Headers.TryGetValue(HeaderNames.Origin, out var origin) && origin != $"{request.Scheme}://{request.Host}")
        {
            return "The Origin header names another site.";
        }

        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        return !isRead && SessionCookie.Read(request) is not null && request.Headers[HeaderName] != "console"
            ? $"A browser's write needs the header {HeaderName}: console."
            : null;
    }
}
