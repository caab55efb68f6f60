using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>What every rate limit answers: 429 as a problem, with the seconds to wait. The limits themselves belong to the modules.</summary>
/// <remarks>A module adds a policy by <c>services.Configure&lt;RateLimiterOptions&gt;</c> and names it at a route by <c>RequireRateLimiting</c>.</remarks>
internal static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(static options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });
}
