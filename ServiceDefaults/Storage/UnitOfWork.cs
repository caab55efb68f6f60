using System.Diagnostics;
using System.Text.Json;
using Dapper;
using Monitoring.ServiceDefaults.Faults;
using Monitoring.ServiceDefaults.Messaging;
using Npgsql;

namespace Monitoring.ServiceDefaults.Storage;

/// <summary>One transaction of a module: its rows and the messages that tell others about them, stored together or not at all.</summary>
/// <remarks>Disposing without <see cref="CommitAsync"/> rolls back. Not thread-safe.</remarks>
public sealed class UnitOfWork : IAsyncDisposable
{
    private readonly ModuleDatabase _database;
    private readonly List<Action> _afterCommit = [];
    private bool _publishes;

    internal UnitOfWork(ModuleDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _database = database;
        Connection = connection;
        Transaction = transaction;
    }

    /// <summary>The open connection; every command on it belongs to the transaction.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The transaction, for callers that must name it.</summary>
    public NpgsqlTransaction Transaction { get; }

    /// <summary>Stores a message that leaves after the commit, at least once.</summary>
    /// <param name="message">A contract record that carries a <see cref="Contracts.MessageKindAttribute"/>.</param>
    /// <param name="orderKey">
    /// Messages of one key leave in the order of their commits, e.g. <c>run:0198…</c>; null where order does not matter. The caller
    /// must hold a lock on the row the key names, or two writers of one key could commit in the other order.
    /// </param>
    /// <param name="cancellationToken">Cancels the insert.</param>
    public async Task PublishAsync<TMessage>(TMessage message, string? orderKey, CancellationToken cancellationToken)
        where TMessage : class
    {
        await Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into outbox (id, order_key, kind, body, traceparent)
            values (@Id, @OrderKey, @Kind, @Body::jsonb, @TraceParent)
            """,
            new
            {
                Id = Guid.CreateVersion7(),
                OrderKey = orderKey,
                Kind = MessageKinds.Of(typeof(TMessage)),
                Body = JsonSerializer.Serialize(message, MessageKinds.Json),
                TraceParent = Activity.Current?.Id,
            },
            Transaction,
            cancellationToken: cancellationToken));

        _publishes = true;
    }

    /// <summary>Runs <paramref name="action"/> once the transaction has committed; for hints only, a crash in between loses it.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Commits, then gives the hints that were asked for.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        CrashPoint.Hit("transaction.before-commit");
        await Transaction.CommitAsync(cancellationToken);
        CrashPoint.Hit("transaction.after-commit");
        if (_publishes)
        {
            _database.OutboxWritten.Set();
        }

        _afterCommit.ForEach(action => action());
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
