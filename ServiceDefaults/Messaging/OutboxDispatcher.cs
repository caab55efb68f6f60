using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Keeps a module's outbox empty: a pass at every commit that wrote to it and at least once a second.</summary>
internal sealed partial class OutboxDispatcher<TModule>(
    ModuleDatabase<TModule> database,
    IServiceScopeFactory scopes,
    OutboxMetrics metrics,
    ILogger<OutboxDispatcher<TModule>> logger) : BackgroundService
    where TModule : IServiceModule
{
    private static readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var publisher = scope.ServiceProvider.GetRequiredKeyedService<IPublishEndpoint>(MessagingExtensions.OutboxPublisher);
                while (await new OutboxPass(database, publisher, metrics, logger).RunAsync(stoppingToken) > 0)
                {
                }

                isFailing = false;
            }
            // The loop outlives a failed pass: the rows are still there. A long outage is one line in the log, not one a second.
            catch (Exception exception)
            {
                if (!isFailing && !stoppingToken.IsCancellationRequested)
                {
                    LogPassFailed(database.Schema, exception);
                }

                isFailing = true;
            }

            await database.OutboxWritten.WaitAsync(_pollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outbox of {Schema} could not be dispatched; trying again each second")]
    private partial void LogPassFailed(string schema, Exception exception);
}
