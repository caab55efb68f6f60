using System.Net;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Http.OutboundGuard;

/// <summary>Where requests may go whose address a user typed in, beyond the public Internet. Bound to the section of the module that sends them.</summary>
public sealed class OutboundGuardOptions
{
    /// <summary>
    /// Host names or addresses that may be called by http or https, on any port and at whatever address they resolve to, e.g. <c>hooks.lan</c>. Default none.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Networks whose addresses may be called although they are not public, by http or https and on any port where the URL names the address, e.g.
    /// <c>10.1.0.0/16</c>. Default none.
    /// </summary>
    public IList<string> AllowedCidrs { get; } = [];
}

/// <summary>Refuses networks that cannot be read.</summary>
internal sealed class ValidateOutboundGuardOptions(string name, string section) : IValidateOptions<OutboundGuardOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, OutboundGuardOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        var unreadable = options.AllowedCidrs.Where(cidr => !IPNetwork.TryParse(cidr, out _)).ToList();
        return unreadable.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(unreadable.Select(cidr => $"{section}:AllowedCidrs holds '{cidr}'; it must be a network such as 10.1.0.0/16."));
    }
}
