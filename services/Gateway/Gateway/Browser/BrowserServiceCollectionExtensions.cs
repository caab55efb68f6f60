using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.Gateway.Browser;

/// <summary>Registers what browsers get and what protects them.</summary>
internal static class BrowserServiceCollectionExtensions
{
    public static IServiceCollection AddBrowser(this IServiceCollection services)
    {
        services.AddOptions<ConsoleOptions>().BindConfiguration(ConsoleOptions.SectionName);
        services.AddSingleton<ConsoleFiles>();
        services.AddResponseCompression(static options =>
        {
            // Safe over TLS here: cookies do not travel with requests of other sites, so nobody else can make a browser repeat one.
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json", "image/svg+xml"];
        });
        services.AddTransient<IStartupFilter, GatewayPipeline>();
        return services;
    }
}
