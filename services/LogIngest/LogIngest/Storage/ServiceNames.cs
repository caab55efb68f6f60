using System.Collections.Concurrent;
using Dapper;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.LogIngest.Storage;

/// <summary>Numbers of the services that have sent logs, kept in memory as they are first seen. Bounded by <see cref="MaxServices"/>.</summary>
internal sealed class ServiceNames(ModuleDatabase<LogIngestModule> database)
{
    /// <summary>Beyond this a sender puts something into the name that does not belong there.</summary>
    public const int MaxServices = 10_000;

    private readonly ConcurrentDictionary<string, short> _ids = new();
    private readonly ConcurrentDictionary<short, string> _names = new();

    /// <summary>The numbers of these names; new ones are stored, in a transaction of their own. Missing from the result: too many services.</summary>
    public async Task<IReadOnlyDictionary<string, short>> GetOrAddAsync(IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        if (names.All(_ids.ContainsKey))
        {
            return _ids;
        }

        await using var connection = await database.OpenAsync(cancellationToken);
        // Only what is missing is inserted: a conflict would use up one of few numbers.
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into log_service (name)
            select name from unnest(@Names) as t (name)
            where not exists (select from log_service s where s.name = t.name) and (select count(*) from log_service) < @MaxServices
            order by name on conflict do nothing
            """,
            new { Names = names.ToArray(), MaxServices },
            cancellationToken: cancellationToken));
        await LoadAsync(cancellationToken);
        return _ids;
    }

    /// <summary>The numbers of these names, as far as there are such services.</summary>
    public async Task<short[]> FindAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (!names.All(_ids.ContainsKey))
        {
            await LoadAsync(cancellationToken);
        }

        return [.. names.Where(_ids.ContainsKey).Select(name => _ids[name])];
    }

    /// <summary>The name of a stored row's service.</summary>
    public async ValueTask<string> NameOfAsync(short id, CancellationToken cancellationToken)
    {
        if (!_names.ContainsKey(id))
        {
            await LoadAsync(cancellationToken);
        }

        return _names[id];
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var (id, name) in await connection.QueryAsync<(short Id, string Name)>(
            new CommandDefinition("select id, name from log_service", cancellationToken: cancellationToken)))
        {
            _names[id] = name;
            _ids[name] = id;
        }
    }
}
