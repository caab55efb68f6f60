using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Metrics.RunCounters;

/// <summary>A total as stored.</summary>
internal sealed record RunTotal(string Metric, string GenerationType, string Outcome, long Total, DateTimeOffset CreatedAt);

/// <summary>Counts generation runs and their items, in the transaction that notes their message as handled.</summary>
internal static class RunTotals
{
    public const string Runs = "generation.runs";
    public const string Items = "generation.items";

    /// <summary>A run is counted when it starts and when it ends; one that stalled and ended after all is counted under both.</summary>
    public static IReadOnlyList<string> RunOutcomes { get; } = ["completed", "failed", "partial", "stalled", "started"];

    public static IReadOnlyList<string> ItemOutcomes { get; } = ["failed", "skipped", "success"];

    /// <summary>Adds to the totals of a generation type; all of them exist from its first run on.</summary>
    /// <param name="work">The transaction of the message.</param>
    /// <param name="generationType">The type.</param>
    /// <param name="at">When a type that is new begins to be counted.</param>
    /// <param name="run">The outcome of a run.</param>
    /// <param name="items">How many items had which outcome.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public static Task AddAsync(
        UnitOfWork work,
        string generationType,
        DateTimeOffset at,
        string run,
        IReadOnlyDictionary<string, int> items,
        CancellationToken cancellationToken)
    {
        // In a fixed order, so that two messages of one type cannot wait for each other.
        (string Metric, string Outcome, long Amount)[] amounts =
        [
            .. ItemOutcomes.Select(outcome => (Items, outcome, (long)items.GetValueOrDefault(outcome))),
            .. RunOutcomes.Select(outcome => (Runs, outcome, outcome == run ? 1L : 0L)),
        ];
        return work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into run_counter as c (metric, generation_type, outcome, total, created_at)
            select metric, @generationType, outcome, amount, @at from unnest(@metrics, @outcomes, @amounts) as n(metric, outcome, amount)
            on conflict (metric, generation_type, outcome) do update set total = c.total + excluded.total
            """,
            new
            {
                generationType,
                at,
                metrics = amounts.Select(one => one.Metric).ToArray(),
                outcomes = amounts.Select(one => one.Outcome).ToArray(),
                amounts = amounts.Select(one => one.Amount).ToArray(),
            },
            work.Transaction,
            cancellationToken: cancellationToken));
    }

    public static async Task<IReadOnlyList<RunTotal>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<RunTotal>(new CommandDefinition(
            "select metric, generation_type, outcome, total, created_at from run_counter", cancellationToken: cancellationToken))).AsList();
}
