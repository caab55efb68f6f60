using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Ingest;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.Metrics.Store;

/// <summary>Registers registry, log and windows.</summary>
internal static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().BindConfiguration(StoreOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, ValidateStoreOptions>();
        services.AddOptions<RegistryOptions>().BindConfiguration(RegistryOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RegistryOptions>, ValidateRegistryOptions>();
        services.AddSingleton<SeriesRegistry>();
        services.AddSingleton<BatchLog>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<LiveFeed<Sample>>();
        services.AddSingleton<SampleStore>();
        services.AddSingleton<StoreUpkeepPass>();
        // In this order: the store is loaded before anything is committed or collected.
        services.AddHostedService(static provider => provider.GetRequiredService<SampleStore>());
        services.AddGroupCommit<IReadOnlyList<Sample>>(
            "Metrics:Commit",
            static options => options.MaxGroupRows = 10_000,
            static provider => provider.GetRequiredService<SampleStore>().CommitAsync);
        services.AddHostedService<StoreUpkeepLoop>();
        return services;
    }
}
