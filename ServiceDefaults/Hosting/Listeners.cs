using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Monitoring.ServiceDefaults.Hosting;

/// <summary>The ports of a host and what each of them serves.</summary>
/// <remarks>
/// <c>PORT</c> (8080) is the product, on loopback unless <c>urls</c> (<c>ASPNETCORE_URLS</c>) says otherwise. Beside it, on loopback and
/// switched off by 0: <c>Management:Port</c> (8090), which alone serves <c>/metrics</c>, and <c>Otlp:HttpPort</c> (4318), where
/// OpenTelemetry exporters send by default. The product starts without the two when another program has their port, and says so.
/// </remarks>
/// <param name="MainPort">Where the product is; 0 for any free port, null when <see cref="MainUrls"/> was given instead.</param>
/// <param name="MainUrls">Where the product is, as Kestrel takes it.</param>
/// <param name="ManagementPort">Null when off or busy.</param>
/// <param name="OtlpPort">Null when off or busy.</param>
/// <param name="Busy">What is missing because its port is taken, in words for log and health.</param>
internal sealed record Listeners(int? MainPort, string MainUrls, int? ManagementPort, int? OtlpPort, IReadOnlyList<string> Busy)
{
    /// <summary>Every address to listen on, as Kestrel takes them.</summary>
    public string Urls => string.Join(';', new[] { ManagementPort, OtlpPort }.OfType<int>().Select(Loopback).Prepend(MainUrls));

    /// <exception cref="HostRefusedException">A port is not a number from 0 to 65535.</exception>
    public static Listeners Plan(IConfiguration configuration, Func<int, bool> isFree)
    {
        var busy = new List<string>();
        var urls = configuration["urls"];
        var mainPort = ReadPort(configuration, "PORT", 8080);
        return new(
            urls is null ? mainPort : null,
            urls ?? Loopback(mainPort),
            SidePort("Management:Port", 8090, "metrics of this process are not exposed"),
            SidePort("Otlp:HttpPort", 4318, "OpenTelemetry programs have to be pointed at the main port"),
            busy);

        int? SidePort(string key, int defaultPort, string consequence)
        {
            var port = ReadPort(configuration, key, defaultPort);
            if (port == 0)
            {
                return null;
            }

            if (isFree(port))
            {
                return port;
            }

            busy.Add($"Port {port} ({key}) is in use by another program: {consequence}.");
            return null;
        }
    }

    /// <summary>Whether the port a request came in by serves its path.</summary>
    public bool Serves(int localPort, PathString path)
    {
        if (localPort == ManagementPort)
        {
            return path.StartsWithSegments("/metrics") || path.StartsWithSegments("/health");
        }

        return localPort == OtlpPort ? path.StartsWithSegments("/v1") : path != "/metrics";
    }

    private static string Loopback(int port) => $"http://127.0.0.1:{port}";

    private static int ReadPort(IConfiguration configuration, string key, int defaultPort) => configuration[key] switch
    {
        null or "" => defaultPort,
        var text when ushort.TryParse(text, out var port) => port,
        var text => throw new HostRefusedException($"{key} is '{text}'; it must be a port, 0 to 65535."),
    };
}
