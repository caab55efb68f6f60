using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Metrics.Exposition;

namespace Monitoring.Metrics.Collection;

/// <summary>Registers the watching of the host and of this process.</summary>
internal static class CollectionServices
{
    public static IServiceCollection AddCollection(this IServiceCollection services)
    {
        services.AddOptions<CollectionOptions>().BindConfiguration(CollectionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CollectionOptions>, ValidateCollectionOptions>();
        services.AddSingleton<ProcessMeters>();
        services.AddSingleton<HttpRequestTotals>();
        services.AddSingleton(static provider => new HostReader("/", provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CollectionPass>();
        services.AddHostedService<CollectionLoop>();
        return services;
    }
}
