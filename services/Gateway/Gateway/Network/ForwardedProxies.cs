using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Network;

/// <summary>Believes <c>X-Forwarded-*</c> of the proxies that the configuration names, and of nobody else.</summary>
internal sealed class ForwardedProxies(IOptions<GatewayOptions> gateway) : IConfigureOptions<ForwardedHeadersOptions>
{
    public static bool IsValid(string proxy) => IPAddress.TryParse(proxy, out _) || System.Net.IPNetwork.TryParse(proxy, out _);

    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = gateway.Value.BehindProxy ? ForwardedHeaders.All : ForwardedHeaders.None;
        // A chain of known proxies is walked to its end; the first unknown address is the caller.
        options.ForwardLimit = null;
        if (gateway.Value.KnownProxies.Count == 0)
        {
            return;
        }

        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in gateway.Value.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else
            {
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }
    }
}
