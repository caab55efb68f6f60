using Microsoft.AspNetCore.Http;

namespace Monitoring.Gateway.SignIn;

/// <summary>The cookie that carries a session's secret.</summary>
internal static class SessionCookie
{
    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)];

    public static void Write(HttpContext context, string secret, TimeSpan lifetime) =>
        context.Response.Cookies.Append(NameFor(context.Request), secret, Settings(context.Request, lifetime));

    public static void Delete(HttpContext context) =>
        context.Response.Cookies.Append(NameFor(context.Request), "", Settings(context.Request, TimeSpan.Zero));

    /// <summary>
    /// Over TLS the name has the prefix by which browsers refuse the cookie from sub-domains and plain HTTP. Without TLS, on a developer's
    /// machine, it has the port: browsers share cookies between all ports of a host, and two instances would sign each other out.
    /// </summary>
    internal static string NameFor(HttpRequest request) =>
        request.IsHttps ? "__Host-monitoring" : $"monitoring-{request.Host.Port ?? 80}";

    private static CookieOptions Settings(HttpRequest request, TimeSpan lifetime) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = "/",
        MaxAge = lifetime,
    };
}
