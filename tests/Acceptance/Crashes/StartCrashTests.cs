using Dapper;
using Monitoring.Testing;
using Monitoring.Testing.Postgres;
using Npgsql;

namespace Monitoring.Acceptance.Crashes;

/// <summary>The first start through a crash in the middle of a migration.</summary>
[Trait("Category", "Crash")]
public sealed class StartCrashTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    internal static (string Point, int Nth)[] Points { get; } = [("migration.mid-step", 2)];

    public static TheoryData<string, int, int> Rounds => CrashPoints.Rounds(Points);

    [Fact]
    public void Every_crash_point_of_the_source_is_visited()
    {
        var visited = new[] { RunCrashTests.Points, NotificationCrashTests.Points, LogCrashTests.Points, MetricCrashTests.Points, Points }
            .SelectMany(points => points)
            .Select(point => point.Point);

        Assert.Equal(CrashPoints.InSource(), visited.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rounds))]
    public async Task A_migration_that_was_cut_short_is_finished_by_the_next_start(string point, int nth, int round)
    {
        var connectionString = await postgres.CreateDatabaseAsync();
        await using var standalone = new StandaloneProcess(new Dictionary<string, string> { ["ConnectionStrings__postgres"] = connectionString });
        standalone.LaunchArmed(point, nth);
        await standalone.AssertKilledAsync();
        await using var connection = new NpgsqlConnection(connectionString);

        Assert.Equal(nth - 1, await CountAppliedAsync(connection));
        await standalone.StartAsync();

        Assert.True(await CountAppliedAsync(connection) >= nth, $"round {round}");
    }

    private static async Task<int> CountAppliedAsync(NpgsqlConnection connection)
    {
        var schemas = await connection.QueryAsync<string>("select schemaname from pg_tables where tablename = 'migration_history'");
        var applied = 0;
        foreach (var schema in schemas)
        {
            applied += await connection.ExecuteScalarAsync<int>($"select count(*) from {schema}.migration_history");
        }

        return applied;
    }
}
