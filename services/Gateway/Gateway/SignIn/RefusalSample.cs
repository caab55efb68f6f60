using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Monitoring.Gateway.SignIn;

/// <summary>Chooses which refusals are written down, so that whoever is refused cannot fill the audit log.</summary>
internal sealed class RefusalSample : IDisposable
{
    private readonly PartitionedRateLimiter<(string Address, string Action)> _limiter =
        PartitionedRateLimiter.Create<(string, string), (string, string)>(static key => RateLimitPartition.GetFixedWindowLimiter(
            key, static _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>True for up to ten a minute, address and action: a flood of one kind of refusal does not hide another.</summary>
    public bool IsWorthRecording(HttpContext context, string action)
    {
        using var lease = _limiter.AttemptAcquire((context.Connection.RemoteIpAddress?.ToString() ?? "", action));
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
