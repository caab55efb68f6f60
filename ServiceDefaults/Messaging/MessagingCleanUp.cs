using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Forgets handled message ids after 7 days and undeliverable messages after 15, every ten minutes.</summary>
internal sealed partial class MessagingCleanUp<TModule>(
    ModuleDatabase<TModule> database,
    TimeProvider clock,
    ILogger<MessagingCleanUp<TModule>> logger) : BackgroundService
    where TModule : IServiceModule
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(database, stoppingToken);
            }
            // Rows that stay a little longer do no harm; the next tick finds them.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(database.Schema, exception);
            }
        }
    }

    internal static async Task<int> RunAsync(ModuleDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            delete from inbox where ctid = any(array(select ctid from inbox where at < now() - interval '7 days' limit 10000));
            delete from outbox_dead where died_at < now() - interval '15 days';
            """,
            cancellationToken: cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Handled messages of {Schema} could not be cleaned up")]
    private partial void LogFailed(string schema, Exception exception);
}
