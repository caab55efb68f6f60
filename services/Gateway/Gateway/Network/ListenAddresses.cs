using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Monitoring.Gateway.Network;

/// <summary>The addresses that the process is configured to listen on, known before it does.</summary>
internal sealed class ListenAddresses(IReadOnlyList<string> urls)
{
    private readonly List<BindingAddress> _addresses = [.. urls.Select(BindingAddress.Parse)];

    /// <summary>Whether other machines cannot reach any of them.</summary>
    public bool AreLoopbackOnly => _addresses.TrueForAll(IsLocal);

    /// <summary>Those that other machines reach by plain HTTP.</summary>
    public IEnumerable<string> ExposedWithoutTls => _addresses
        .Where(static address => !IsLocal(address) && !address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase))
        .Select(static address => address.ToString());

    /// <summary>Reads what Kestrel will read, with its precedence: endpoints of its own section, addresses, ports.</summary>
    public static ListenAddresses Read(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0)
        {
            return new(endpoints);
        }

        var urls = Split(configuration["urls"]);
        return new(urls.Length > 0
            ? urls
            : [
                .. Split(configuration["http_ports"]).Select(static port => $"http://*:{port}"),
                .. Split(configuration["https_ports"]).Select(static port => $"https://*:{port}"),
            ]);
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static bool IsLocal(BindingAddress address) =>
        address.IsUnixPipe
        || address.IsNamedPipe
        || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
