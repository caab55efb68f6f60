using System.Text.Json;
using Dapper;
using MassTransit;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.TaskGeneration.Intake;

/// <summary>Keeps messages that no repetition can make acceptable, with the reason, and says so in the log.</summary>
/// <remarks>A message about a run that is not known is not among them: its start may still be on the way, so it is delivered again.</remarks>
internal sealed partial class RejectedMessages(ILogger<RejectedMessages> logger)
{
    public async Task AddAsync<TMessage>(UnitOfWork work, ConsumeContext<TMessage> context, Guid runId, string reason)
        where TMessage : class
    {
        var kind = MessageKinds.Of(typeof(TMessage));
        // The body is kept as a JSON string: what is wrong with it may be that jsonb cannot hold it.
        var body = JsonSerializer.Serialize(JsonSerializer.Serialize(context.Message, MessageKinds.Json).Replace("\\u0000", "\\u2400", StringComparison.Ordinal));
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "insert into rejected_message (id, kind, run_id, reason, body) values (@Id, @kind, @runId, @reason, @body::jsonb)",
            new { Id = context.MessageId!.Value, kind, runId, reason, body },
            work.Transaction,
            cancellationToken: context.CancellationToken));
        LogRejected(kind, runId, reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Kind} about run {RunId} was rejected: {Reason}")]
    private partial void LogRejected(string kind, Guid runId, string reason);
}
