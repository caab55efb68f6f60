using Microsoft.AspNetCore.Http;

namespace Monitoring.Gateway.Browser;

/// <summary>Answers every address of the console with its one page, from which the browser finds the rest.</summary>
internal sealed class ConsolePages(RequestDelegate next, ConsoleFiles console)
{
    private const string NotBuilt =
        """
        The console has not been built.

        ./run builds it and starts everything. To build it alone:
            cd services/Console && npm ci && npm run build
        and start again. The API is served meanwhile; its description is at /openapi/<module>.json.
        """;

    public Task InvokeAsync(HttpContext context) => PageRequest.Is(context.Request) ? SendPageAsync(context) : next(context);

    private async Task SendPageAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = ConsoleFiles.CacheControlOf("/");
        if (console.Page is { Exists: true } page)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.SendFileAsync(page, context.RequestAborted);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }
}
