using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Network;

/// <summary>Registers how the gateway meets the network.</summary>
internal static class NetworkServiceCollectionExtensions
{
    private const int MaxHeaderBytes = 32 * 1024;
    private const long MaxBodyBytes = 16 * 1024 * 1024;

    public static IServiceCollection AddNetwork(this IServiceCollection services)
    {
        services.AddSingleton(static provider => ListenAddresses.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, ValidateGatewayOptions>();
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, ForwardedProxies>();
        services.Configure<KestrelServerOptions>(static options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            // Compressed bodies count here as they come; routes that unpack them set the limit on the outcome.
            options.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        return services;
    }
}
