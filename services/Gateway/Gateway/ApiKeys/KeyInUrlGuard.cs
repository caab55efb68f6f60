using Microsoft.AspNetCore.Http;
using Monitoring.Gateway.Audit;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>Refuses keys in a URL, where logs, histories and proxies would keep them.</summary>
internal sealed class KeyInUrlGuard(RequestDelegate next, AuditLog audit, RefusalSample refusals)
{
    private const string Action = "key.in-url";

    private static readonly HashSet<string> _names =
        new(["api_key", "api-key", "apikey", "x-api-key", "access_token", "authorization"], StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HasKey(context.Request.Query))
        {
            await next(context);
            return;
        }

        if (refusals.IsWorthRecording(context, Action))
        {
            await audit.WriteAsync(context, Action, context.Request.Path);
        }

        await Problems.Create(
            StatusCodes.Status400BadRequest,
            "key-in-url",
            "A key must not be part of the URL.",
            "Send it in the header Authorization or X-Api-Key, and replace this key: it may have been written down on the way.")
            .ExecuteAsync(context);
    }

    internal static bool HasKey(IQueryCollection query) =>
        query.Any(parameter => _names.Contains(parameter.Key) || parameter.Value.Any(value => value is not null && ApiKeyText.IsKey(value)));
}
