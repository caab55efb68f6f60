using Dapper;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.Testing;

namespace Monitoring.Alerting.Tests;

/// <summary>Alerting alone, with messages in the words of the tests.</summary>
public class AlertingFixture : ModuleFixture<AlertingModule>
{
    public static readonly DateTimeOffset T0 = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A run of <paramref name="type"/> that ended <paramref name="minute"/> minutes after <see cref="T0"/>.</summary>
    public static GenerationRunFinished Run(
        string type, double minute, int total = 100, int success = 100, int errors = 0, long durationMs = 1000, string? source = null) => new()
        {
            RunId = Guid.CreateVersion7(),
            GenerationType = type,
            Source = source,
            Status = success == total ? "completed" : success == 0 ? "failed" : "partial",
            StartedAt = T0.AddMinutes(minute).AddMilliseconds(-durationMs),
            CompletedAt = T0.AddMinutes(minute),
            DurationMs = durationMs,
            TotalCount = total,
            SuccessCount = success,
            FailedCount = total - success,
            SkippedCount = 0,
            SuccessRate = total == 0 ? null : 100.0 * success / total,
            ErrorCount = errors,
        };

    public async Task<T> ScalarAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(sql, parameters);
    }
}
