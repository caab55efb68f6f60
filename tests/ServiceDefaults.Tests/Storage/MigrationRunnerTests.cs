using Dapper;
using Microsoft.Extensions.Configuration;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.Testing.Postgres;

namespace Monitoring.ServiceDefaults.Tests.Storage;

public sealed class MigrationRunnerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Outbox and inbox of ServiceDefaults, then the two files of this assembly.
    private const int FileCount = 3;

    [Fact]
    public async Task Missing_files_are_applied_in_order_and_only_once()
    {
        await using var database = await NewDatabaseAsync();

        Assert.Equal(FileCount, await MigrationRunner.MigrateAsync(database, default));
        Assert.Equal(0, await MigrationRunner.MigrateAsync(database, default));

        await using var connection = await database.OpenAsync(default);
        Assert.Equal(1, await connection.ExecuteAsync("insert into sample.things (id, name) values (1, 'one')"));
    }

    [Fact]
    public async Task A_file_that_changed_after_it_was_applied_stops_the_start()
    {
        await using var database = await NewDatabaseAsync();
        await MigrationRunner.MigrateAsync(database, default);
        await using var connection = await database.OpenAsync(default);
        await connection.ExecuteAsync("update migration_history set sha256 = 'another' where file = '0002_things_have_names.sql'");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => MigrationRunner.MigrateAsync(database, default));

        Assert.Contains("0002_things_have_names.sql", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_that_start_together_apply_each_file_once()
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var first = Open(connectionString);
        await using var second = Open(connectionString);

        var applied = await Task.WhenAll(MigrationRunner.MigrateAsync(first, default), MigrationRunner.MigrateAsync(second, default));

        Assert.Equal([0, FileCount], applied.Order());
    }

    private async Task<ModuleDatabase> NewDatabaseAsync() => Open(await postgres.CreateDatabaseAsync());

    private static ModuleDatabase<SampleModule> Open(string connectionString)
    {
        var module = new SampleModule();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:postgres", connectionString)])
            .Build();
        return new(module, StorageExtensions.CreateDataSource(configuration, module.Name), TimeProvider.System);
    }
}
