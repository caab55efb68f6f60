using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults;
using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Notifications;

/// <summary>Hints that a notification may have become due: one was written, or a sender has become free.</summary>
internal sealed class AdmissionSignal(TimeProvider clock)
{
    private readonly WakeSignal _signal = new(clock);

    public void Set() => _signal.Set();

    public Task WaitAsync(TimeSpan interval, CancellationToken cancellationToken) => _signal.WaitAsync(interval, cancellationToken);
}

/// <summary>Decides which notifications the senders may work on: of each incident and channel the oldest, of each channel only a few at once.</summary>
/// <remarks>
/// The first keeps "resolved" from overtaking "opened". The second keeps a channel that hangs from taking every sender: it blocks its own lanes and no
/// other channel's.
/// </remarks>
internal sealed partial class AdmissionLoop(
    ModuleDatabase<AlertingModule> database,
    NotificationQueue queue,
    AdmissionSignal signal,
    ILogger<AdmissionLoop> logger) : BackgroundService
{
    /// <summary>Notifications of one channel with the senders at the same time, over all replicas.</summary>
    public const int LanesOfChannel = 4;

    private static readonly TimeSpan _pollInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFailing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunPassAsync(stoppingToken);
                isFailing = false;
            }
            // The loop outlives a failed pass: the rows are still there. A long outage is one line in the log, not one a second.
            catch (Exception exception)
            {
                if (!isFailing && !stoppingToken.IsCancellationRequested)
                {
                    LogPassFailed(exception);
                }

                isFailing = true;
            }

            await signal.WaitAsync(_pollInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunPassAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (await NotificationStore.AdmitAsync(connection, LanesOfChannel, cancellationToken) > 0)
        {
            queue.Leases.Work.Set();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Notifications could not be handed to the senders; trying again each second")]
    private partial void LogPassFailed(Exception exception);
}

/// <summary>The leased queue over the table of notifications.</summary>
internal sealed class NotificationQueue(ModuleDatabase<AlertingModule> database, LeaseMetrics metrics)
{
    /// <summary>An attempt ends after 10 s; a sender silent for longer than this is gone.</summary>
    private static readonly TimeSpan _leaseTime = TimeSpan.FromSeconds(30);

    public LeasedQueue Leases { get; } = new(database, NotificationStore.Table, _leaseTime, metrics);
}
