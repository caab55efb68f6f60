using Microsoft.Extensions.Options;
using Monitoring.Alerting.Channels;
using Monitoring.Alerting.Incidents;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Notifications;

/// <summary>Writes, in the transaction of an incident's change, one notification for each channel that is to learn of it.</summary>
internal sealed class NotificationWriter(AdmissionSignal admission, IOptions<NotificationOptions> options)
{
    public async Task WriteAsync(UnitOfWork work, Incident incident, IncidentChange change, CancellationToken cancellationToken)
    {
        if (change.Kind is not (IncidentChanges.Opened or IncidentChanges.Escalated or IncidentChanges.Resolved))
        {
            return;
        }

        IEnumerable<Channel> channels = await ChannelStore.ListEnabledAsync(work.Connection, cancellationToken);
        if (change.Kind == IncidentChanges.Resolved)
        {
            // Who was not told that it began is not told that it ended.
            var told = await NotificationStore.ToldAsync(work, incident.Id, cancellationToken);
            channels = channels.Where(channel => told.Contains(channel.Id));
        }

        await NotificationStore.InsertAsync(work, [.. channels.Select(channel => Write(channel, incident, change))], cancellationToken);
        work.AfterCommit(admission.Set);
    }

    private Notification Write(Channel channel, Incident incident, IncidentChange change)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id,
            IncidentId = incident.Id,
            ChannelId = channel.Id,
            ChannelName = channel.Name,
            Event = change.Kind,
            Body = NotificationBody.Write(id, change.Kind, incident, change.At, options.Value.PublicUrl),
        };
    }
}
