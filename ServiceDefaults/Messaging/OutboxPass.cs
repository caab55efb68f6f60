using System.Diagnostics;
using System.Text.Json;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.ServiceDefaults.Telemetry;
using Npgsql;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Delivers one batch of a module's outgoing messages and deletes those that were delivered.</summary>
/// <remarks>
/// The rows stay locked while they are delivered, so that replicas share the work and a crash frees them at once. Where the publisher is
/// MassTransit's mediator, a row goes only after every consumer in this process has succeeded; where it is the bus, after the broker's
/// confirmation.
/// </remarks>
internal sealed partial class OutboxPass(ModuleDatabase database, IPublishEndpoint publisher, OutboxMetrics metrics, ILogger logger)
{
    internal const int BatchSize = 100;
    internal const int MaxAttempts = 20;

    // Only the oldest row of an order key may leave; rows without one leave freely.
    private const string ClaimSql =
        """
        select id, kind, body, traceparent, attempts from outbox o
        where available_at <= now()
          and (order_key is null or not exists (select 1 from outbox p where p.order_key = o.order_key and p.seq < o.seq))
        order by seq limit @BatchSize for update skip locked
        """;

    private const string RetrySql =
        """
        update outbox set attempts = attempts + 1, last_error = @Error,
          available_at = now() + least(interval '1 second' * power(2, attempts), interval '60 seconds') * (0.8 + 0.4 * random())
        where id = @Id
        """;

    private const string BurySql =
        """
        with dead as (delete from outbox where id = @Id returning *)
        insert into outbox_dead (id, seq, order_key, kind, body, traceparent, created_at, available_at, attempts, last_error)
        select id, seq, order_key, kind, body, traceparent, created_at, available_at, attempts + 1, @Error from dead
        """;

    /// <returns>How many messages were taken; 0 when nothing was due.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = (await connection.QueryAsync<OutboxRow>(new CommandDefinition(
            ClaimSql, new { BatchSize }, transaction, cancellationToken: cancellationToken))).AsList();
        if (rows.Count == 0)
        {
            return 0;
        }

        CrashPoint.Hit("outbox.after-claim");
        foreach (var row in rows)
        {
            await DeliverAsync(row, connection, cancellationToken);
        }

        CrashPoint.Hit("outbox.before-commit");
        await transaction.CommitAsync(cancellationToken);
        CrashPoint.Hit("outbox.after-commit");
        return rows.Count;
    }

    private async Task DeliverAsync(OutboxRow row, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var activity = ServiceTelemetry.Source.StartActivity("outbox deliver", ActivityKind.Internal, row.TraceParent);
        activity?.SetTag("messaging.message.id", row.Id);
        try
        {
            await PublishAsync(row, cancellationToken);
            CrashPoint.Hit("outbox.after-publish");
            await connection.ExecuteAsync("delete from outbox where id = @Id", new { row.Id });
            metrics.RecordDelivered(database.Schema);
        }
        // A consumer may fail in any way; what it failed on is kept with the row and tried again.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            var isLast = row.Attempts + 1 >= MaxAttempts;
            await connection.ExecuteAsync(isLast ? BurySql : RetrySql, new { row.Id, Error = exception.Message });
            metrics.RecordFailed(database.Schema, isLast);
            LogFailure(row, isLast, exception);
        }
    }

    // The first failure and the last say it all; the attempts between them are in the row.
    private void LogFailure(OutboxRow row, bool isLast, Exception exception)
    {
        if (isLast)
        {
            LogBuried(row.Kind, row.Id, database.Schema, MaxAttempts, exception);
        }
        else if (row.Attempts == 0)
        {
            LogFirstFailure(row.Kind, row.Id, database.Schema, exception);
        }
    }

    private async Task PublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        var type = MessageKinds.Find(row.Kind)
            ?? throw new InvalidOperationException($"Message kind '{row.Kind}' is not known to this release.");
        var message = JsonSerializer.Deserialize(row.Body, type, MessageKinds.Json)!;
        await publisher.Publish(message, type, context => context.MessageId = row.Id, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {MessageId} of {Schema} could not be delivered; trying again")]
    private partial void LogFirstFailure(string kind, Guid messageId, string schema, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Kind} {MessageId} of {Schema} was given up after {Attempts} attempts; it is kept in outbox_dead")]
    private partial void LogBuried(string kind, Guid messageId, string schema, int attempts, Exception exception);

    private sealed record OutboxRow
    {
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Body { get; init; }
        public string? TraceParent { get; init; }
        public required int Attempts { get; init; }
    }
}
