using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Live;
using Monitoring.TaskGeneration.Abandonment;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Abandonment;

/// <summary>No run stays "running" for ever (T-TG-3).</summary>
[Trait("promise", "T-TG-3")]
public sealed class AbandonmentTests(AbandonmentTests.QuietModule module) : IClassFixture<AbandonmentTests.QuietModule>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task Twenty_runs_whose_reporters_died_are_stalled_and_told_once_each_by_concurrent_sweeps()
    {
        using var abandoned = new OutgoingMessages<GenerationRunAbandoned>(module.Services);
        var dead = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var id = await _client.StartAsync();
            await _client.PostAsync($"{RunClient.Runs}/{id}/heartbeat", new { processed = 1 });
            return id;
        }));
        var alive = await _client.StartAsync();
        await SilenceAsync(dead, module.Options.HeartbeatSilence);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => module.Sweep.RunAsync(CancellationToken.None)));

        Assert.All(await Task.WhenAll(dead.Select(StatusAsync)), status => Assert.Equal("stalled", status));
        Assert.Equal("running", await StatusAsync(alive));
        var told = await abandoned.WaitAsync(message => dead.Contains(message.RunId), dead.Length);
        Assert.Equal(dead.Order(), told.Select(message => message.RunId).Order());
        Assert.All(told, message => Assert.True(message.AbandonedAt - message.LastHeartbeatAt >= module.Options.HeartbeatSilence));
    }

    [Fact]
    public async Task A_run_is_left_alone_until_its_silence_is_too_long()
    {
        var id = await _client.StartAsync(new { generationType = "auto", expectedDurationMs = 3_600_000 });

        await SilenceAsync([id], TimeSpan.FromHours(3) - TimeSpan.FromMinutes(1));
        await module.Sweep.RunAsync(CancellationToken.None);
        var before = await StatusAsync(id);
        await SilenceAsync([id], TimeSpan.FromMinutes(1));
        await module.Sweep.RunAsync(CancellationToken.None);

        Assert.Equal(("running", "stalled"), (before, await StatusAsync(id)));
    }

    [Theory]
    [InlineData("heartbeat", """{"processed":2}""", "running")]
    [InlineData("errors", """{"message":"slow"}""", "running")]
    [InlineData("complete", """{"stats":{"total":1,"success":1,"failed":0}}""", "completed")]
    public async Task A_stalled_run_that_is_heard_of_again_goes_on(string route, string body, string status)
    {
        var id = await _client.StartAsync();
        await SilenceAsync([id], module.Options.UnknownSilence);
        await module.Sweep.RunAsync(CancellationToken.None);
        Assert.Equal("stalled", await StatusAsync(id));

        await _client.PostTextAsync($"{RunClient.Runs}/{id}/{route}", body);
        await module.Sweep.RunAsync(CancellationToken.None);

        Assert.Equal(status, await StatusAsync(id));
        Assert.Contains("stalled", (await _client.RunAsync(id))["timeline"]!.AsArray().Select(entry => entry!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Watchers_are_told_of_a_stalled_run()
    {
        using var watcher = module.Services.GetRequiredService<LiveFeed<LiveEvent>>().Subscribe(item => item.Topic == "runs");
        var id = await _client.StartAsync();
        await SilenceAsync([id], module.Options.UnknownSilence);
        await module.Sweep.RunAsync(CancellationToken.None);

        var seen = new List<string>();
        while (!seen.Contains($"RunState {{ Id = {id}, Status = stalled }}"))
        {
            seen.AddRange((await watcher.ReadAsync(100, CancellationToken.None)).Items.Select(item => item.Payload.ToString()!));
        }

        Assert.Contains($"RunState {{ Id = {id}, Status = running }}", seen);
    }

    [Theory]
    [InlineData("00:00:01")]
    [InlineData("2.00:00:00")]
    public async Task Settings_that_make_no_sense_stop_the_start(string heartbeatSilence)
    {
        var broken = new QuietModule { HeartbeatSilence = heartbeatSilence };

        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(broken.InitializeAsync);

        Assert.Contains("HeartbeatSilence", failure.Message, StringComparison.Ordinal);
    }

    // The database's clock decides, so a test makes a run older instead of moving a clock.
    private async Task SilenceAsync(Guid[] ids, TimeSpan by)
    {
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            "update generation_run set last_seen_at = last_seen_at - @by, stalls_at = stalls_at - @by where id = any(@ids)", new { ids, by });
    }

    private async Task<string> StatusAsync(Guid id) => (await _client.RunAsync(id))["status"]!.GetValue<string>();

    /// <summary>The module with a sweep that only the test runs.</summary>
    public sealed class QuietModule : ModuleFixture<TaskGenerationModule>
    {
        public string HeartbeatSilence { get; init; } = "00:00:50";

        internal AbandonmentOptions Options { get; } = new();

        internal AbandonmentPass Sweep => Services.GetRequiredService<AbandonmentPass>();

        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration["TaskGeneration:Abandonment:SweepInterval"] = "00:05:00";
            builder.Configuration["TaskGeneration:Abandonment:HeartbeatSilence"] = HeartbeatSilence;
        }
    }
}
