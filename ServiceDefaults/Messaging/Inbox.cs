using Dapper;
using MassTransit;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Gives a consumer's work its effect exactly once, however often the message is delivered.</summary>
/// <remarks>
/// The note that a message was handled commits together with what the handler stored and published. A concurrent duplicate waits on the
/// primary key: if the first commits it is skipped, if the first rolls back it proceeds.
/// </remarks>
public sealed class Inbox<TModule>(ModuleDatabase<TModule> database)
    where TModule : IServiceModule
{
    /// <summary>Runs <paramref name="handle"/> in a transaction unless <paramref name="consumer"/> has already handled this message.</summary>
    /// <param name="consumer">Stable name of the consumer, e.g. <c>alerting.run-finished</c>.</param>
    /// <param name="context">The delivery; its message id is the identity.</param>
    /// <param name="handle">The work; what it throws rolls everything back and lets the message be delivered again.</param>
    /// <exception cref="InvalidOperationException">The message has no id.</exception>
    public async Task OnceAsync(string consumer, ConsumeContext context, Func<UnitOfWork, CancellationToken, Task> handle)
    {
        var messageId = context.MessageId ?? throw new InvalidOperationException($"{consumer} received a message without an id.");
        var cancellationToken = context.CancellationToken;

        await using var work = await database.BeginAsync(cancellationToken);
        var inserted = await work.Connection.ExecuteAsync(new CommandDefinition(
            "insert into inbox (consumer, message_id) values (@consumer, @messageId) on conflict do nothing",
            new { consumer, messageId },
            work.Transaction,
            cancellationToken: cancellationToken));
        if (inserted == 0)
        {
            return;
        }

        CrashPoint.Hit("inbox.after-insert");
        await handle(work, cancellationToken);
        CrashPoint.Hit("inbox.before-commit");
        await work.CommitAsync(cancellationToken);
        CrashPoint.Hit("inbox.after-commit");
    }
}
