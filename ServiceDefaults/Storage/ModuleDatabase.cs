using Monitoring.ServiceDefaults.Modules;
using Npgsql;

namespace Monitoring.ServiceDefaults.Storage;

/// <summary>A module's own part of Postgres: one connection pool whose search path is the module's schema.</summary>
/// <remarks>SQL of a module therefore names its tables without a schema, and cannot reach another module's by accident.</remarks>
public abstract class ModuleDatabase(IServiceModule module, NpgsqlDataSource dataSource, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The module that owns the schema.</summary>
    public IServiceModule Module { get; } = module;

    /// <summary>Schema name; equals the module's name.</summary>
    public string Schema => Module.Name;

    /// <summary>The pool, for reads and for writes that publish nothing.</summary>
    public NpgsqlDataSource DataSource { get; } = dataSource;

    /// <summary>The process's clock; what is stored is timed by the database's.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Wakes the dispatcher of this schema's outbox.</summary>
    public WakeSignal OutboxWritten { get; } = new(clock);

    /// <summary>Opens a pooled connection.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => DataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>Begins a transaction in which rows and outgoing messages are stored together.</summary>
    public async Task<UnitOfWork> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            return new UnitOfWork(this, connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return DataSource.DisposeAsync();
    }
}

/// <summary>The <see cref="ModuleDatabase"/> of <typeparamref name="TModule"/>, so that each module is injected its own.</summary>
public sealed class ModuleDatabase<TModule>(TModule module, NpgsqlDataSource dataSource, TimeProvider clock)
    : ModuleDatabase(module, dataSource, clock)
    where TModule : IServiceModule;
