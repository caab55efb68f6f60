using Microsoft.AspNetCore.Http;

namespace Monitoring.LogIngest.Tail;

/// <summary>Decides which pages may open a tail. Pure.</summary>
internal static class TailOrigin
{
    /// <summary>
    /// Browsers send the origin with every handshake, and their cookies with it, wherever the page comes from: a foreign page must not
    /// watch with a visitor's session. Programs send none and have a key.
    /// </summary>
    public static bool IsAllowed(HttpRequest request, IReadOnlyCollection<string> allowed)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);
    }
}
