using System.Net;
using System.Net.Sockets;

namespace Monitoring.ServiceDefaults.Http.OutboundGuard;

/// <summary>Keeps requests to addresses that users typed in from reaching this machine and the network it stands in.</summary>
/// <remarks>
/// <see cref="Check"/> refuses what can be seen in a URL, when it is saved. The handler of <see cref="CreateHandler"/> refuses what only shows when the
/// request is sent: it resolves the name itself, refuses if any of its addresses is not public, and connects to exactly those addresses, so that a
/// name cannot change its mind in between. It follows no redirect and uses no proxy.
/// </remarks>
public sealed class OutboundGuard
{
    private static readonly int[] _usualPorts = [443, 8443];

    private readonly HashSet<string> _allowedHosts;
    private readonly IPNetwork[] _allowedNetworks;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;

    /// <summary>Guards by the given options.</summary>
    /// <param name="options">What is allowed beyond the public Internet.</param>
    /// <param name="resolve">Finds the addresses of a host name; null asks the system.</param>
    public OutboundGuard(OutboundGuardOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
    {
        _allowedHosts = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);
        _allowedNetworks = [.. options.AllowedCidrs.Select(IPNetwork.Parse)];
        _resolve = resolve ?? Dns.GetHostAddressesAsync;
    }

    /// <summary>Reads a URL that a user typed in.</summary>
    /// <returns>The URL with its host in ASCII, or why it is refused.</returns>
    public (Uri? Url, string? Refusal) Check(string? text)
    {
        // Parsers disagree about these characters; what they disagree about hides another host.
        if (text is null || text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("https" or "http")
            || url.IdnHost.Length == 0)
        {
            return (null, "Must be an absolute https URL.");
        }

        if (url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            return (null, "May hold neither a user name nor a fragment.");
        }

        return FindRefusal(url) is { } refusal
            ? (null, refusal)
            : (new UriBuilder(url) { Host = url.IdnHost }.Uri, null);
    }

    /// <summary>A handler that connects only where the guard allows it.</summary>
    public SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxResponseHeadersLength = 64,
        // Neither a span, whose URL could hold a token, nor trace headers for strangers.
        ActivityHeadersPropagator = null,
        // A pooled connection keeps the address it was allowed for; names move.
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = ConnectAsync,
    };

    private string? FindRefusal(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        if (_allowedHosts.Contains(host))
        {
            return null;
        }

        var isAddress = IPAddress.TryParse(host, out var address);
        if (isAddress && IsInAllowedNetwork(address!))
        {
            return null;
        }

        if (isAddress && !PublicAddress.IsPublic(address!))
        {
            return "Must not lead into this network.";
        }

        if (!isAddress && (!host.Contains('.', StringComparison.Ordinal) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)))
        {
            return "Must name a host with its domain.";
        }

        return url.Scheme == "https" && _usualPorts.Contains(url.Port) ? null : "Must be https on port 443 or 8443.";
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host.TrimEnd('.'), context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, cancellationToken);
        if (!_allowedHosts.Contains(host) && !(addresses.Length > 0 && addresses.All(address => PublicAddress.IsPublic(address) || IsInAllowedNetwork(address))))
        {
            throw new OutboundRefusedException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsInAllowedNetwork(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowedNetworks.Any(network => network.Contains(plain));
    }
}
