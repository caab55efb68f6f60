using Dapper;
using Monitoring.Alerting.Channels;
using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Notifications;

/// <summary>One notification as it is stored.</summary>
internal sealed record Notification
{
    public required Guid Id { get; init; }
    public required Guid IncidentId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string Event { get; init; }
    public required string Body { get; init; }

    /// <summary>Since it was written, by the database's clock.</summary>
    public TimeSpan Age { get; init; }
}

/// <summary>One line of the delivery log.</summary>
internal sealed record NotificationLine
{
    public required Guid Id { get; init; }
    public required Guid IncidentId { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string Event { get; init; }

    /// <summary><c>pending</c>, <c>sent</c> or <c>dead</c>.</summary>
    public required string Status { get; init; }

    public required int Attempts { get; init; }
    public string? LastError { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it is tried next; null when it is over.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }
}

/// <summary>The table of notifications.</summary>
internal static class NotificationStore
{
    public const string Table = "notification";
    public const string Sent = "sent";
    public const string Dead = "dead";
    public const string Waiting = "waiting";

    private const string LineColumns =
        """
        id, incident_id, channel_id, channel_name, event, case when state in ('sent', 'dead') then state else 'pending' end as status,
        attempt as attempts, last_error, created_at, case when ended_at is null then run_at end as next_attempt_at,
        case when state = 'sent' then ended_at end as sent_at
        """;

    public static Task InsertAsync(UnitOfWork work, IReadOnlyCollection<Notification> notifications, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into notification (id, incident_id, channel_id, channel_name, event, body)
            values (@Id, @IncidentId, @ChannelId, @ChannelName, @Event, @Body)
            """,
            notifications,
            cancellationToken: cancellationToken));

    /// <summary>The channels that were told of an incident before.</summary>
    public static async Task<HashSet<Guid>> ToldAsync(UnitOfWork work, Guid incidentId, CancellationToken cancellationToken) =>
        [.. await work.Connection.QueryAsync<Guid>(new CommandDefinition(
            "select distinct channel_id from notification where incident_id = @incidentId", new { incidentId }, cancellationToken: cancellationToken))];

    /// <summary>Hands waiting notifications that may be sent now to the senders.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="lanes">How many of one channel may be with the senders at the same time.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    /// <returns>How many were handed over.</returns>
    public static Task<int> AdmitAsync(NpgsqlConnection connection, int lanes, CancellationToken cancellationToken) =>
        // Only the oldest open notification of an incident and channel is a candidate: what happened later is told later. Reads notification_open.
        connection.ExecuteAsync(new CommandDefinition(
            """
            with heads as (
              select distinct on (channel_id, incident_id) id, channel_id, state, run_at from notification
              where state in ('waiting', 'pending', 'running') order by channel_id, incident_id, seq),
            ranked as (
              select id, row_number() over (partition by channel_id order by run_at, id) as place, channel_id from heads
              where state = 'waiting' and run_at <= now())
            update notification set state = 'pending'
            where state = 'waiting' and id in (
              select id from ranked
              where place <= @lanes - (select count(*) from heads h where h.channel_id = ranked.channel_id and h.state <> 'waiting'))
            """,
            new { lanes },
            cancellationToken: cancellationToken));

    /// <summary>What a lease is about, and its channel if that is still there.</summary>
    public static async Task<(Notification Notification, Channel? Channel)> ReadAsync(
        NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var notification = await connection.QuerySingleAsync<Notification>(new CommandDefinition(
            "select id, incident_id, channel_id, channel_name, event, body, now() - created_at as age from notification where id = @id",
            new { id },
            cancellationToken: cancellationToken));
        var channel = await connection.QuerySingleOrDefaultAsync<Channel>(new CommandDefinition(
            "select id, name, kind, is_enabled, url, secret, version from channel where id = @ChannelId",
            new { notification.ChannelId },
            cancellationToken: cancellationToken));
        return (notification, channel);
    }

    /// <summary>Notes how a notification ended, or when it is tried again; the caller holds its lease in <paramref name="work"/>.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="delay">Until the next attempt; null when it is over.</param>
    /// <param name="error">Why it did not arrive.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task NoteAsync(UnitOfWork work, Lease lease, TimeSpan? delay, string? error, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            update notification set last_error = @error, worker = null,
              run_at = coalesce(now() + @delay::interval, run_at), ended_at = case when @delay::interval is null then now() end
            where id = @Id
            """,
            new { lease.Id, delay, error },
            cancellationToken: cancellationToken));

    public static async Task<IReadOnlyList<NotificationLine>> OfIncidentAsync(
        NpgsqlConnection connection, Guid incidentId, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<NotificationLine>(new CommandDefinition(
            $"select {LineColumns} from notification where incident_id = @incidentId order by seq",
            new { incidentId },
            cancellationToken: cancellationToken))).AsList();

    /// <summary>The delivery log, newest first.</summary>
    public static async Task<IReadOnlyList<NotificationLine>> ListAsync(
        NpgsqlConnection connection, NotificationQuery query, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<NotificationLine>(new CommandDefinition(
            $"""
            select {LineColumns} from notification
            where (@Status::text is null or case when state in ('sent', 'dead') then state else 'pending' end = @Status)
              and (@ChannelId::uuid is null or channel_id = @ChannelId)
              and (@IncidentId::uuid is null or incident_id = @IncidentId)
              and (@From::timestamptz is null or created_at >= @From)
              and (@To::timestamptz is null or created_at < @To)
              and (@BeforeAt::timestamptz is null or (created_at, id) < (@BeforeAt, @BeforeId::uuid))
            order by created_at desc, id desc limit @Limit
            """,
            query,
            cancellationToken: cancellationToken))).AsList();

    /// <summary>How many were given up within the last day for channels that still are in use.</summary>
    public static Task<int> CountDeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<int>(new CommandDefinition(
            """
            select count(*) from notification n join channel c on c.id = n.channel_id and c.is_enabled
            where n.state = 'dead' and n.ended_at > now() - interval '24 hours'
            """,
            cancellationToken: cancellationToken));
}

/// <summary>Which lines of the delivery log to list; null fields filter nothing.</summary>
internal sealed record NotificationQuery
{
    public string? Status { get; init; }
    public Guid? ChannelId { get; init; }
    public Guid? IncidentId { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public DateTimeOffset? BeforeAt { get; init; }
    public Guid? BeforeId { get; init; }
    public required int Limit { get; init; }
}
