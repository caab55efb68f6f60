using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.LogIngest.Generations;
using Monitoring.LogIngest.Storage;

namespace Monitoring.LogIngest.Tests.Storage;

/// <summary>Generations turn over while rows come in; passes are called by the test, the loop is switched off.</summary>
public sealed class GenerationTests(GenerationTests.Fixture logs) : IClassFixture<GenerationTests.Fixture>
{
    public sealed class Fixture : LogIngestFixture
    {
        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration.AddInMemoryCollection([
                new($"{GenerationOptions.SectionName}:SealRows", "20"),
                new($"{GenerationOptions.SectionName}:MaxRows", "100000"),
            ]);
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(GenerationLoop)));
        }

        internal SealingPass Sealing => Services.GetRequiredService<SealingPass>();

        internal RetentionPass Retention => Services.GetRequiredService<RetentionPass>();

        internal async Task<long> CountStoredAsync(string service)
        {
            await using var connection = await Database.OpenAsync(CancellationToken.None);
            var gens = await connection.QueryAsync<long>("select gen from log_generation where state in ('open', 'sealed')");
            var total = 0L;
            foreach (var gen in gens)
            {
                total += await connection.QuerySingleAsync<long>(
                    $"select count(*) from log_hot_{gen} where service = (select id from log_service where name = @service)", new { service });
            }

            return total;
        }

        /// <summary>Cells in which what was counted and what is stored differ.</summary>
        internal async Task<long> CountMiscountedCellsAsync()
        {
            await using var connection = await Database.OpenAsync(CancellationToken.None);
            var gens = await connection.QueryAsync<long>("select gen from log_generation where state in ('open', 'sealed')");
            var heaps = string.Join(" union all ", gens.Select(gen => $"select ts, service, level from log_hot_{gen}"));
            return await connection.QuerySingleAsync<long>(
                $"""
                with stored as (
                    select floor(extract(epoch from ts) / 60)::bigint as minute, service, level, count(*) n from ({heaps}) h group by 1, 2, 3),
                counted as (
                    select minute, service, level, sum(n)::bigint n from (
                        select minute, service, level, n from log_rollup union all
                        select unnest(minute), unnest(service), unnest(level), unnest(n) from log_delta) c group by 1, 2, 3)
                select count(*) from stored full join counted using (minute, service, level) where stored.n is distinct from counted.n
                """);
        }
    }

    [Fact]
    public async Task Sealing_under_concurrent_writers_loses_and_doubles_nothing()
    {
        var service = $"seal-{Guid.CreateVersion7():N}";
        using var done = new CancellationTokenSource();
        var passes = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            var finished = 0;
            while (!done.IsCancellationRequested)
            {
                finished += await logs.Sealing.RunAsync(CancellationToken.None);
            }

            return finished;
        })).ToList();

        await Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (writer, _) =>
        {
            for (var request = 0; request < 50; request++)
            {
                await logs.IngestAsync([.. Enumerable.Range(0, 5).Select(row => LogIngestFixture.Record(
                    $"{writer}/{request}/{row}", service, row % 2 == 0 ? "INFO" : "ERROR", LogIngestFixture.Now.AddSeconds(-20 * request)))]);
            }
        });
        await done.CancelAsync();
        var generations = (await Task.WhenAll(passes)).Sum();

        Assert.True(generations > 10, $"only {generations} generations were sealed meanwhile");
        Assert.Equal(8 * 50 * 5, await logs.CountStoredAsync(service));
        Assert.Equal(8 * 50 * 5, (await logs.SearchAsync($"service={service}")).Distinct().Count());
        Assert.Equal(0, await logs.CountMiscountedCellsAsync());
    }

    [Fact]
    public async Task A_sealed_heap_refuses_rows()
    {
        var gen = await SealOneAsync();

        await using var connection = await logs.Database.OpenAsync(CancellationToken.None);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => connection.ExecuteAsync(
            $"insert into {Generation.TableOf(gen)} values (now(), 1, 1, 1, 0, null, null, 'late', '{{}}')"));

        Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task Retention_drops_generations_and_what_they_counted_while_searches_go_on()
    {
        var service = $"drop-{Guid.CreateVersion7():N}";
        for (var request = 0; request < 20; request++)
        {
            await logs.IngestAsync([.. Enumerable.Range(0, 25).Select(row => LogIngestFixture.Record($"{request}/{row}", service))]);
            await logs.Sealing.RunAsync(CancellationToken.None);
        }

        await using var connection = await logs.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("update log_generation set sealed_at = now() - interval '8 days' where state = 'sealed'");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                var found = await logs.SearchAsync($"service={service}");
                Assert.Equal(found.Count, found.Distinct().Count());
            }
        })).ToList();

        var dropped = 0;
        for (var pass = 0; pass < 50 && dropped < 20; pass++)
        {
            dropped += await logs.Retention.RunAsync(CancellationToken.None);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        Assert.True(dropped >= 20, $"{dropped} were dropped");
        Assert.Empty(await logs.SearchAsync($"service={service}"));
        Assert.Equal(0, await logs.CountMiscountedCellsAsync());
    }

    private async Task<long> SealOneAsync()
    {
        await logs.IngestAsync([.. Enumerable.Range(0, 30).Select(row => LogIngestFixture.Record($"row {row}"))]);
        await logs.Sealing.RunAsync(CancellationToken.None);
        await using var connection = await logs.Database.OpenAsync(CancellationToken.None);
        return await connection.QuerySingleAsync<long>("select max(gen) from log_generation where state = 'sealed'");
    }
}
