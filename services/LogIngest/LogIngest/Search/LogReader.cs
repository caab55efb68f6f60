using System.Data;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>Runs whatever reads the store: in one snapshot, within the time budget, as many at once as the database can bear.</summary>
internal sealed class LogReader(ModuleDatabase<LogIngestModule> database, IOptions<SearchOptions> options, TimeProvider clock) : IDisposable
{
    // Each repetition has a newer snapshot, which a drop would have to overtake again. A retention pass drops several in a row.
    private const int Attempts = 10;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _turns = new(options.Value.MaxConcurrency);

    /// <summary>Reads in a snapshot of the moment.</summary>
    public async Task<T> ReadAsync<T>(Func<LogSnapshot, Task<T>> read, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await ReadOnceAsync(read, cancellationToken);
                }
                catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable && attempt < Attempts)
                {
                    // A generation of the snapshot's catalogue has been dropped before its heap was reached.
                    await Task.Delay(_pause * attempt, clock, cancellationToken);
                }
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    private async Task<T> ReadOnceAsync<T>(Func<LogSnapshot, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await read(await LogSnapshot.BeginAsync(connection, clock, options.Value.TimeBudget, cancellationToken));
    }
}
