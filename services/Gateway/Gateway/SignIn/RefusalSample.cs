using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Monitoring.Gateway.SignIn;

/// <summary>Chooses which refusals are written down, so that whoever is refused cannot fill the audit log.</summary>
internal sealed class RefusalSample : IDisposable
{
    private readonly PartitionedRateLimiter<string> _perAddress = PartitionedRateLimiter.Create<string, string>(static address =>
        RateLimitPartition.GetFixedWindowLimiter(
            address, static _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>True for up to ten a minute and address of those that carry a key or a cookie; a caller without either is no event.</summary>
    public bool IsWorthRecording(HttpContext context)
    {
        if (ApiKeys.ApiKeyScheme.Read(context.Request) is null && SessionCookie.Read(context.Request) is null)
        {
            return false;
        }

        using var lease = _perAddress.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        return lease.IsAcquired;
    }

    public void Dispose() => _perAddress.Dispose();
}
