using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>Gives a module a group commit.</summary>
public static class IngestExtensions
{
    /// <summary>Adds a <see cref="GroupCommitChannel{T}"/> that starts and stops with the host.</summary>
    /// <param name="services">The module's services.</param>
    /// <param name="section">Configuration section of its <see cref="GroupCommitOptions"/>, e.g. <c>LogIngest:Commit</c>; names it in metrics too.</param>
    /// <param name="defaults">What this module's rows need in place of the general defaults.</param>
    /// <param name="commit">Gets the function that stores a group.</param>
    public static IServiceCollection AddGroupCommit<T>(
        this IServiceCollection services,
        string section,
        Action<GroupCommitOptions> defaults,
        Func<IServiceProvider, Func<IReadOnlyList<T>, CancellationToken, Task>> commit)
    {
        services.TryAddSingleton<IngestMetrics>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GroupCommitOptions>, ValidateGroupCommitRanges>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GroupCommitOptions>, ValidateGroupCommitRelations>());
        services.AddOptions<GroupCommitOptions>(section).Configure(defaults).BindConfiguration(section).ValidateOnStart();
        services.AddSingleton(provider => new GroupCommitChannel<T>(
            section,
            commit(provider),
            provider.GetRequiredService<IOptionsMonitor<GroupCommitOptions>>().Get(section),
            provider.GetRequiredService<IngestMetrics>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService(static provider => provider.GetRequiredService<GroupCommitChannel<T>>());
    }
}
