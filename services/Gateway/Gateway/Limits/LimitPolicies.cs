using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Limits;

/// <summary>How often a caller may do what is costly or worth guessing at.</summary>
internal static class LimitPolicies
{
    /// <summary>Login links: 10 an hour from one address.</summary>
    public const string Setup = "gateway.setup";

    /// <summary>Passwords: 30 a minute from one address, for their cost; the guessing of one is slowed by the sign-in throttle.</summary>
    public const string Login = "gateway.login";

    /// <summary>Keys and accounts: 60 changes a minute by one caller.</summary>
    public const string Administration = "gateway.administration";

    public static void Add(RateLimiterOptions options)
    {
        options.AddPolicy(Setup, static context => PerAddress(context, 10, TimeSpan.FromHours(1)));
        options.AddPolicy(Login, static context => PerAddress(context, 30, TimeSpan.FromMinutes(1)));
        options.AddPolicy(Administration, static context =>
            Window(CallerId.Of(context.User), 60, TimeSpan.FromMinutes(1)));
    }

    private static RateLimitPartition<string> PerAddress(HttpContext context, int permits, TimeSpan window) =>
        Window(context.Connection.RemoteIpAddress?.ToString() ?? "", permits, window);

    private static RateLimitPartition<string> Window(string key, int permits, TimeSpan window) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window });
}
