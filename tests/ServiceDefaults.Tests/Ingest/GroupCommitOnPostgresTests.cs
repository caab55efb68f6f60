using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Ingest;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.ServiceDefaults.Tests.Ingest;

public sealed class GroupCommitOnPostgresTests(SampleDatabase sample) : IClassFixture<SampleDatabase>
{
    private const int Bad = -1;

    [Fact]
    [Trait("Promise", "T-LI-1")]
    public async Task Who_is_told_of_success_finds_his_rows_and_one_bad_request_fails_alone()
    {
        await sample.ExecuteAsync("create table item (id int primary key check (id >= 0))");
        using var channel = Channel(sample.Database);
        await channel.StartAsync(CancellationToken.None);

        await Parallel.ForEachAsync(Enumerable.Range(Bad, 400), new ParallelOptions { MaxDegreeOfParallelism = 40 }, async (item, cancellationToken) =>
        {
            var stored = channel.EnqueueAsync(item, sizeBytes: 100, rows: 1, cancellationToken);
            if (item == Bad)
            {
                Assert.Equal(PostgresErrorCodes.CheckViolation, (await Assert.ThrowsAsync<PostgresException>(() => stored)).SqlState);
                return;
            }

            await stored;
            Assert.Equal(1, await sample.ScalarAsync<long>("select count(*) from item where id = @item", new { item }));
        });
        await channel.StopAsync(CancellationToken.None);

        Assert.Equal(399, await sample.ScalarAsync<long>("select count(*) from item"));
    }

    [Fact]
    [Trait("Promise", "T-LI-4")]
    public async Task Without_a_database_a_request_fails_with_what_becomes_a_503()
    {
        await using var unreachable = SampleDatabase.Connect("Host=127.0.0.1;Port=9;Username=nobody");
        using var channel = Channel(unreachable);
        await channel.StartAsync(CancellationToken.None);

        var exception = await Assert.ThrowsAsync<NpgsqlException>(() => channel.EnqueueAsync(1, sizeBytes: 100, rows: 1, CancellationToken.None));

        Assert.Equal(503, ExceptionProblems.Describe(exception).Status);
        await channel.StopAsync(CancellationToken.None);
    }

    private GroupCommitChannel<int> Channel(ModuleDatabase database) => new(
        "test",
        async (items, cancellationToken) =>
        {
            await using var work = await database.BeginAsync(cancellationToken);
            await work.Connection.ExecuteAsync("insert into item (id) select unnest(@items)", new { items = items.ToArray() });
            await work.CommitAsync(cancellationToken);
        },
        new GroupCommitOptions(),
        new IngestMetrics(sample.Services.GetRequiredService<IMeterFactory>()),
        TimeProvider.System);
}
