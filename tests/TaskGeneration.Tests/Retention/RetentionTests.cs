using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.TaskGeneration.Retention;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Retention;

/// <summary>Records go when their time is over, and not before.</summary>
public sealed class RetentionTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task Only_what_has_been_kept_long_enough_is_deleted()
    {
        var kept = await FinishedAsync(days: 399);
        var old = await FinishedAsync(days: 401);
        var running = await _client.StartAsync();
        await AgeAsync(running, 401);
        await _client.PostAsync(RunClient.Runs, new { generationType = "keyed" }, "old-key");
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            """
            update idempotent_request set at = at - interval '8 days';
            insert into rejected_message (id, kind, run_id, reason, body, at)
            values (gen_random_uuid(), 'k', gen_random_uuid(), 'r', '{}', now() - interval '31 days');
            """);

        var deleted = await module.Services.GetRequiredService<RetentionPass>().RunAsync(CancellationToken.None);

        Assert.Equal(3, deleted);
        Assert.Equal([kept, running], await connection.QueryAsync<Guid>(
            "select id from generation_run where id = any(@ids) order by id", new { ids = new[] { kept, old, running } }));
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*)::int from generation_run_error where run_id = @old", new { old }));
    }

    private async Task<Guid> FinishedAsync(int days)
    {
        var id = await _client.StartAsync();
        await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "x" });
        await _client.CompleteAsync(id, 1, 0, 1);
        await AgeAsync(id, days);
        return id;
    }

    private async Task AgeAsync(Guid id, int days)
    {
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("update generation_run set started_at = started_at - make_interval(days => @days) where id = @id", new { id, days });
    }
}
