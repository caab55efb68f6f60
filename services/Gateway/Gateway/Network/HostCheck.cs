using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.Gateway.Network;

/// <summary>Refuses requests that were sent to another host name than ours.</summary>
/// <remarks>
/// A page of another site can point its own name at 127.0.0.1 (DNS rebinding) and would then count as the same origin as the console; its
/// requests still carry its own name in the Host header. Probes are exempt: they come by address and tell nothing.
/// </remarks>
internal sealed class HostCheck(RequestDelegate next, IOptions<GatewayOptions> options, ListenAddresses addresses)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") || IsAllowed(context.Request.Host.Host, options.Value.AllowedHosts, addresses.AreLoopbackOnly)
            ? next(context)
            : Problems.Create(
                StatusCodes.Status421MisdirectedRequest,
                "misdirected-request",
                "This server does not go by that name.",
                "Call it by an address it listens on, or add the name to Gateway:AllowedHosts.").ExecuteAsync(context);

    internal static bool IsAllowed(string host, IList<string> allowed, bool isLoopbackOnly)
    {
        if (allowed.Count > 0)
        {
            return IsLoopbackName(host) || allowed.Contains(host, StringComparer.OrdinalIgnoreCase);
        }

        return !isLoopbackOnly || IsLoopbackName(host);
    }

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
