using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Gateway.Live;

/// <summary>Registers what open pages are told and how streams are watched.</summary>
internal static class LiveServiceCollectionExtensions
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<Streams>();
        services.AddSingleton<IHealthCheckPublisher, HealthAnnouncer>();
        services.Configure<HealthCheckPublisherOptions>(static options => options.Period = HealthAnnouncer.Period);
        return services;
    }
}
