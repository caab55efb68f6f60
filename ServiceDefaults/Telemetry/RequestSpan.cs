using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Monitoring.ServiceDefaults.Telemetry;

/// <summary>Gives the server span of a request the name and attributes of the HTTP semantic conventions.</summary>
/// <remarks>
/// The framework leaves them out since the instrumentation package adds them, which cannot be restored everywhere
/// (docs/adr/0002). Attributes: https://opentelemetry.io/docs/specs/semconv/http/http-spans/.
/// </remarks>
internal static class RequestSpan
{
    public static IApplicationBuilder UseRequestSpans(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;
        try
        {
            await next(context);
        }
        finally
        {
            if (activity is { IsAllDataRequested: true })
            {
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
                activity.SetTag("http.request.method", context.Request.Method);
                activity.SetTag("http.route", route);
                activity.SetTag("url.path", context.Request.Path.Value);
                activity.SetTag("http.response.status_code", context.Response.StatusCode);
            }
        }
    });
}
