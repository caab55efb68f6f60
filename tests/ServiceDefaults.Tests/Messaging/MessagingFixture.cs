using Dapper;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests.Messaging;

/// <summary>A host of <see cref="MessagingModule"/> with its dispatcher running, and the tables its tests look at.</summary>
public sealed class MessagingFixture : ModuleFixture<MessagingModule>
{
    public Mishaps Mishaps => Services.GetRequiredService<Mishaps>();

    /// <summary>Empties everything and forgets what was to go wrong.</summary>
    public async Task ResetAsync()
    {
        Mishaps.Next = static (_, _) => Task.CompletedTask;
        await ExecuteAsync(
            """
            create table if not exists effect (at bigint generated always as identity, consumer text, run uuid, key text, number int);
            create table if not exists subject (key text primary key);
            truncate outbox, outbox_dead, inbox, effect, subject
            """);
    }

    public static GenerationRunStarted Message(string key = "auto", int number = 0) => new()
    {
        RunId = Guid.CreateVersion7(),
        GenerationType = key,
        TargetYear = number,
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    public async Task PublishAsync(GenerationRunStarted message, string? orderKey = null)
    {
        await using var work = await Database.BeginAsync(CancellationToken.None);
        await work.PublishAsync(message, orderKey, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>One more dispatcher on the same outbox, as another replica has.</summary>
    public async Task DispatchAsync(CancellationToken cancellationToken)
    {
        var metrics = Services.GetRequiredService<OutboxMetrics>();
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var scope = Services.CreateAsyncScope();
            var pass = new OutboxPass(Database, scope.ServiceProvider.GetRequiredService<IMediator>(), metrics, NullLogger.Instance);
            if (await pass.RunAsync(CancellationToken.None) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>Waits until nothing is left to deliver, without sitting out the pauses between attempts.</summary>
    public Task DrainAsync() => Eventually.TrueAsync(
        async () =>
        {
            await ExecuteAsync("update outbox set available_at = now() where id in (select id from outbox where available_at > now() for update skip locked)");
            Database.OutboxWritten.Set();
            return await ScalarAsync<long>("select count(*) from outbox") == 0;
        },
        TimeSpan.FromSeconds(60));

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
}
