using Npgsql;

namespace Monitoring.Testing.Postgres;

/// <summary>A database of its own for a test class, on the Postgres server that all tests of the process share.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly List<string> _databases = [];

    /// <summary>Connects to the class's database.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Creates one more empty database and returns how to connect to it; it goes with the fixture.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Guid.CreateVersion7():n}";
        await ExecuteAsync($"create database {name}");
        _databases.Add(name);
        return new NpgsqlConnectionStringBuilder(await TestServer.ConnectionStringAsync) { Database = name }.ConnectionString;
    }

    /// <inheritdoc />
    public async Task InitializeAsync() => ConnectionString = await CreateDatabaseAsync();

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await ExecuteAsync($"drop database {database} with (force)");
        }
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await TestServer.ConnectionStringAsync);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
