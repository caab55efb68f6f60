using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Gateway.Users;

/// <summary>Keeps accounts, and sees to it that one admin is always left.</summary>
internal sealed class UserStore(ModuleDatabase<GatewayModule> database, TimeProvider clock)
{
    /// <summary>Serialises every change that could take away an admin, or two of them could take away the last two.</summary>
    private const string LockAdmins = "select pg_advisory_xact_lock(hashtextextended('gateway admins', 0))";

    private const string IsLastAdmin =
        "role = 'admin' and not exists (select from users other where other.role = 'admin' and other.id <> users.id)";

    public async Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await connection.QueryAsync<User>(new CommandDefinition(
            "select * from users order by lower(name)", cancellationToken: cancellationToken))).AsList();
    }

    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        SingleAsync("select * from users where id = @id", new { id }, cancellationToken);

    public Task<User?> FindByNameAsync(string name, CancellationToken cancellationToken) =>
        SingleAsync("select * from users where lower(name) = lower(@name)", new { name }, cancellationToken);

    /// <summary>Adds an account.</summary>
    /// <returns>Null when the name is taken.</returns>
    public Task<User?> AddAsync(UnitOfWork work, string name, string role, string? passwordHash, CancellationToken cancellationToken) =>
        work.Connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(
            """
            insert into users (id, name, role, password_hash, created_at) values (@id, @name, @role, @passwordHash, @now)
            on conflict (lower(name)) do nothing returning *
            """,
            new { id = Guid.CreateVersion7(), name, role, passwordHash, now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));

    /// <summary>The account that a login link opens: the oldest admin; the first link ever makes it.</summary>
    public async Task<User> FirstAdminAsync(CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await work.Connection.ExecuteAsync(new CommandDefinition(LockAdmins, cancellationToken: cancellationToken));
        // The account named admin may exist with a lesser role while nobody is admin: the link then restores it.
        var admin = await work.Connection.QuerySingleAsync<User>(new CommandDefinition(
            """
            with first as (select * from users where role = 'admin' order by created_at, id limit 1),
            made as (
                insert into users (id, name, role, created_at) select @id, 'admin', 'admin', @now where not exists (select from first)
                on conflict (lower(name)) do update set role = 'admin' returning *)
            select * from first union all select * from made
            """,
            new { id = Guid.CreateVersion7(), now = clock.GetUtcNow() },
            cancellationToken: cancellationToken));
        await work.CommitAsync(cancellationToken);
        return admin;
    }

    /// <summary>Changes role and password; null leaves the value as it is.</summary>
    public static Task<UserChange> ChangeAsync(
        UnitOfWork work, Guid id, string? role, string? passwordHash, CancellationToken cancellationToken) =>
        GuardedAsync(
            work,
            $"""
            update users set role = coalesce(@role, role), password_hash = coalesce(@passwordHash, password_hash)
            where id = @id and not (coalesce(@role, role) <> 'admin' and {IsLastAdmin})
            """,
            new { id, role, passwordHash },
            id,
            cancellationToken);

    /// <summary>Removes an account and, with it, its sessions.</summary>
    public static Task<UserChange> RemoveAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        GuardedAsync(work, $"delete from users where id = @id and not ({IsLastAdmin})", new { id }, id, cancellationToken);

    private static async Task<UserChange> GuardedAsync(
        UnitOfWork work, string sql, object parameters, Guid id, CancellationToken cancellationToken)
    {
        await work.Connection.ExecuteAsync(new CommandDefinition(LockAdmins, cancellationToken: cancellationToken));
        var changed = await work.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
        var exists = changed == 1 || await ExistsAsync(work.Connection, id, cancellationToken);
        return (changed, exists) switch
        {
            (1, _) => UserChange.Done,
            (_, true) => UserChange.LastAdmin,
            _ => UserChange.NotFound,
        };
    }

    private static Task<bool> ExistsAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from users where id = @id)", new { id }, cancellationToken: cancellationToken));

    private async Task<User?> SingleAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
    }
}

/// <summary>What became of a change to an account.</summary>
internal enum UserChange
{
    Done,
    NotFound,

    /// <summary>Refused: nobody could manage the installation any more.</summary>
    LastAdmin,
}
