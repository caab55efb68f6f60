using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Logging;
using Monitoring.Alerting.Channels;
using Monitoring.Alerting.Notifications.Webhook;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Notifications;

/// <summary>Delivers the notifications that were admitted, at least once each; every copy carries the same id.</summary>
internal sealed partial class NotificationSender(
    ModuleDatabase<AlertingModule> database,
    NotificationQueue queue,
    AdmissionSignal admission,
    WebhookNotifier webhook,
    NotificationMetrics metrics,
    TimeProvider clock,
    ILogger<NotificationSender> logger)
    : LeasedWorker(queue.Leases, Concurrency, clock, logger)
{
    /// <summary>Attempts under way in this process; eight hanging channels at <see cref="AdmissionLoop.LanesOfChannel"/> lanes would fill them.</summary>
    private const int Concurrency = 32;

    private readonly ILogger _logger = logger;

    protected override async Task HandleAsync(Lease lease, CancellationToken cancellationToken)
    {
        var (notification, channel) = await ReadAsync(lease.Id, cancellationToken);
        using var activity = AlertingTelemetry.Source.StartActivity(AlertingTelemetry.DeliverSpan, ActivityKind.Client);
        activity?.SetTag("monitoring.notification.id", notification.Id).SetTag("monitoring.channel.id", notification.ChannelId);

        CrashPoint.Hit("notifier.before-send");
        var result = channel is { IsEnabled: true }
            ? await webhook.SendAsync(channel, notification.Id, notification.Body, cancellationToken)
            : new DeliveryResult(DeliveryOutcome.ChannelGone);
        CrashPoint.Hit("notifier.after-send");

        activity?.SetTag("monitoring.outcome", result.Outcome.ToString());
        metrics.RecordAttempt(result.Outcome);
#pragma warning disable CA5394 // Spreads attempts over time; nothing is to be kept secret.
        var decision = DeliveryDecision.Decide(result, lease.Attempt, notification.Age, Random.Shared.NextDouble());
#pragma warning restore CA5394
        // What the receiver has answered is stored even while the host stops: a second copy helps nobody.
        await SettleAsync(lease, notification, result, decision, CancellationToken.None);
    }

    private async Task<(Notification Notification, Channel? Channel)> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await NotificationStore.ReadAsync(connection, id, cancellationToken);
    }

    private async Task SettleAsync(
        Lease lease, Notification notification, DeliveryResult result, DeliveryDecision decision, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        var (state, delay) = decision switch
        {
            DeliveryDecision.Sent => (NotificationStore.Sent, (TimeSpan?)null),
            DeliveryDecision.Retry retry => (NotificationStore.Waiting, retry.Delay),
            _ => (NotificationStore.Dead, null),
        };
        if (!await queue.Leases.FinishAsync(work, lease, state, cancellationToken))
        {
            // The lease ran out and another sender has the row; its answer counts.
            return;
        }

        var error = decision is DeliveryDecision.Sent ? null : result.Describe();
        await NotificationStore.NoteAsync(work, lease, delay, error, cancellationToken);
        if (delay is null)
        {
            await AppendAsync(work, notification, error, cancellationToken);
        }

        work.AfterCommit(admission.Set);
        await work.CommitAsync(cancellationToken);
        Report(notification, result, decision);
    }

    // A line of the timeline only; the incident itself has not changed.
    private static Task<int> AppendAsync(UnitOfWork work, Notification notification, string? error, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            "insert into incident_event (incident_id, at, kind, text) values (@IncidentId, now(), @Kind, @Text)",
            new
            {
                notification.IncidentId,
                Kind = error is null ? "notified" : "not_notified",
                Text = $"{notification.ChannelName}: {notification.Event}{(error is null ? "" : $" was given up. {error}")}",
            },
            cancellationToken: cancellationToken));

    private void Report(Notification notification, DeliveryResult result, DeliveryDecision decision)
    {
        switch (decision)
        {
            case DeliveryDecision.Sent:
                metrics.RecordSent(notification.Age);
                break;
            case DeliveryDecision.Dead:
                metrics.RecordDead(result.Outcome);
                LogDead(notification.Id, notification.ChannelName, result.Outcome);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Notification {NotificationId} to {ChannelName} was given up: {Outcome}")]
    private partial void LogDead(Guid notificationId, string channelName, DeliveryOutcome outcome);
}
