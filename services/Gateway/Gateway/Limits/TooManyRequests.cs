using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Limits;

/// <summary>The answer to a caller who has to slow down.</summary>
internal static class TooManyRequests
{
    /// <summary>429 with the time to wait, in whole seconds and never zero.</summary>
    public static ProblemHttpResult After(HttpContext context, TimeSpan delay)
    {
        var seconds = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.RetryAfter = seconds;
        return Problems.Create(
            StatusCodes.Status429TooManyRequests, "rate-limited", "Too many requests.", $"Try again in {seconds} seconds.");
    }
}
