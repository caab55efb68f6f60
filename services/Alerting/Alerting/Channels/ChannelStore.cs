using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Channels;

/// <summary>The table of channels.</summary>
internal sealed class ChannelStore(ModuleDatabase<AlertingModule> database)
{
    private const string Columns = "id, name, kind, is_enabled, url, secret, version";

    /// <summary>Every channel by name, with how its last delivery ended.</summary>
    public async Task<IReadOnlyList<(Channel Channel, LastDelivery? LastDelivery)>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var channels = (await connection.QueryAsync<Channel>(new CommandDefinition(
            $"select {Columns} from channel order by lower(name)", cancellationToken: cancellationToken))).AsList();
        var deliveries = (await connection.QueryAsync<(Guid ChannelId, DateTimeOffset At, string Status, string? Error)>(new CommandDefinition(
            """
            select c.id, n.ended_at, n.state, n.last_error from channel c
            cross join lateral (
              select ended_at, state, last_error from notification where channel_id = c.id and ended_at is not null order by ended_at desc limit 1) n
            """,
            cancellationToken: cancellationToken))).ToDictionary(row => row.ChannelId, row => new LastDelivery(row.At, row.Status, row.Error));
        return [.. channels.Select(channel => (channel, deliveries.GetValueOrDefault(channel.Id)))];
    }

    public async Task<Channel?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Channel>(new CommandDefinition(
            $"select {Columns} from channel where id = @id", new { id }, cancellationToken: cancellationToken));
    }

    /// <summary>The channels that are told of changes.</summary>
    public static async Task<IReadOnlyList<Channel>> ListEnabledAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<Channel>(new CommandDefinition(
            $"select {Columns} from channel where is_enabled order by id", cancellationToken: cancellationToken))).AsList();

    /// <returns>False when another channel has that name.</returns>
    public async Task<bool> InsertAsync(Channel channel, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into channel (id, name, kind, is_enabled, url, secret) values (@Id, @Name, @Kind, @IsEnabled, @Url, @Secret)
            on conflict (lower(name)) do nothing
            """,
            channel,
            cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Stores the next version of a channel.</summary>
    /// <returns>False when the stored version is not the one before it.</returns>
    /// <exception cref="PostgresException">23505 when another channel has that name.</exception>
    public async Task<bool> UpdateAsync(Channel channel, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            update channel set name = @Name, is_enabled = @IsEnabled, url = @Url, secret = @Secret, version = @Version, updated_at = now()
            where id = @Id and version = @Version - 1
            """,
            channel,
            cancellationToken: cancellationToken)) == 1;
    }

    /// <returns>False when there was none of that id.</returns>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            "delete from channel where id = @id", new { id }, cancellationToken: cancellationToken)) == 1;
    }
}
