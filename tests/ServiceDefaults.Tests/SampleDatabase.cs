using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.Testing.Postgres;

namespace Monitoring.ServiceDefaults.Tests;

/// <summary>The migrated schema of <see cref="SampleModule"/> in a database of the test class.</summary>
public sealed class SampleDatabase : IAsyncLifetime
{
    private readonly PostgresFixture _postgres = new();

    public ModuleDatabase<SampleModule> Database { get; private set; } = null!;

    /// <summary>Stands for the process: meters and nothing else.</summary>
    public ServiceProvider Services { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IMeterFactory Meters => Services.GetRequiredService<IMeterFactory>();

    /// <summary>A second pool on the same schema, as another replica has.</summary>
    public ModuleDatabase<SampleModule> Connect() => Connect(_postgres.ConnectionString);

    public static ModuleDatabase<SampleModule> Connect(string connectionString) => new(
        new SampleModule(),
        StorageExtensions.CreateDataSource(
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:sample", connectionString)]).Build(), "sample"),
        TimeProvider.System);

    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return await connection.ExecuteAsync(sql, parameters);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null) => (await QueryAsync<T>(sql, parameters)).Single();

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Database = Connect();
        await MigrationRunner.MigrateAsync(Database, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Database.DisposeAsync();
        await Services.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
