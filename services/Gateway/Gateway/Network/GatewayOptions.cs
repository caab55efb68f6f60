using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Network;

/// <summary>Where the gateway stands in the network. Section: <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Gateway";

    /// <summary>
    /// A proxy in front ends TLS. Allows plain HTTP on addresses that other machines reach, and reads <c>X-Forwarded-*</c> of
    /// <see cref="KnownProxies"/>. Default false.
    /// </summary>
    public bool BehindProxy { get; set; }

    /// <summary>Addresses (<c>10.0.0.7</c>) and networks (<c>10.0.0.0/24</c>) whose forwarded headers are believed. Empty means loopback only.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>
    /// Host names that browsers may call this server by, without port. Empty means the loopback names while only loopback is listened on,
    /// and any name otherwise.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];
}

/// <summary>Refuses to start where passwords and keys would cross the network in the clear.</summary>
internal sealed class ValidateGatewayOptions(ListenAddresses addresses) : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var problems = options.KnownProxies.Where(proxy => !ForwardedProxies.IsValid(proxy))
            .Select(proxy => $"Gateway:KnownProxies has '{proxy}'; each must be an IP address or a network such as 10.0.0.0/24.")
            .ToList();
        if (!options.BehindProxy)
        {
            problems.AddRange(addresses.ExposedWithoutTls.Select(static address =>
                $"{address} is reachable from other machines without TLS. Listen on 127.0.0.1, use https, or, if a proxy in front ends TLS, "
                + "set Gateway:BehindProxy to true."));
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
