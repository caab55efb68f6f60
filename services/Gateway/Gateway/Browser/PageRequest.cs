using Microsoft.AspNetCore.Http;

namespace Monitoring.Gateway.Browser;

/// <summary>Tells an address of the console, which the browser resolves itself, from a route of the server.</summary>
internal static class PageRequest
{
    /// <summary>First segments that belong to the server. A test holds every mapped route against them.</summary>
    public static IReadOnlyList<string> ServerPaths { get; } = ["/api", "/auth", "/health", "/openapi", "/v1", "/metrics"];

    /// <summary>Whether a browser is asking for a page: a navigation, not a call and not a missing file.</summary>
    public static bool Is(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !ServerPaths.Any(path => request.Path.StartsWithSegments(path));
}
