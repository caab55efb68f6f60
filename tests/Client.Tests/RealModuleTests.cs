using System.Collections.Concurrent;
using Monitoring.Client.Queries;
using Monitoring.Contracts.Alerting.V1;
using Monitoring.TaskGeneration;
using Monitoring.Testing;

namespace Monitoring.Client.Tests;

/// <summary>The client against the service it talks to, on a real database.</summary>
public sealed class RealModuleTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    [Fact]
    public async Task What_is_recorded_can_be_read_back()
    {
        await using var host = new MonitorHost(module.Address);
        var type = NewType();
        var id = Guid.Empty;

        await host.Monitor.MonitorAsync(type, 2026, 1, metadata: new { Region = "eu" }, work: (run, _) =>
        {
            id = run.Id;
            run.RecordError(new InvalidOperationException("No rate."), new { Customer = 7 });
            return Task.FromResult(new GenerationStats(10, 7, 2, 1));
        });
        await host.Monitor.FlushAsync();

        var record = Assert.Single((await host.Monitor.GetMonitoringRecordsAsync(new() { GenerationType = type })).Items);
        Assert.Equal((id, "partial", 2026, 1, "tests"), (record.Id, record.Status, record.TargetYear, record.TargetMonth, record.Source));
        Assert.Equal((10, 7, 2, 1), (record.TotalCount, record.SuccessCount, record.FailedCount, record.SkippedCount));
        Assert.Equal((70.0, 1), (record.SuccessRate, record.ErrorCount));
        Assert.Equal("eu", record.Metadata.GetProperty("region").GetString());
        Assert.NotNull(record.DurationMs);
        Assert.NotNull(record.LastHeartbeatAt);
        Assert.Equal(0, host.Monitor.DroppedCount);
    }

    [Fact]
    public async Task Pages_lead_to_each_other()
    {
        await using var host = new MonitorHost(module.Address);
        var type = NewType();
        var recorded = Enumerable.Range(1, 5).Select(month => host.Monitor.RecordGenerationStart(type, 2026, month)).ToList();
        await host.Monitor.FlushAsync();

        var read = new List<Guid>();
        var options = new RecordsOptions { GenerationType = type, Sort = "startedAt", Limit = 2 };
        do
        {
            var page = await host.Monitor.GetMonitoringRecordsAsync(options);
            read.AddRange(page.Items.Select(record => record.Id));
            options = options with { Cursor = page.NextCursor };
        }
        while (options.Cursor is not null);

        Assert.Equal(recorded, read);
    }

    [Fact]
    public async Task Statistics_sum_up_what_was_recorded()
    {
        await using var host = new MonitorHost(module.Address);
        var type = NewType();
        foreach (var (stats, seconds) in new[] { (new GenerationStats(4, 4, 0), 1), (new GenerationStats(6, 0, 6), 3) })
        {
            host.Monitor.RecordGenerationComplete(host.Monitor.RecordGenerationStart(type), stats, TimeSpan.FromSeconds(seconds));
        }

        await host.Monitor.FlushAsync();
        var statistics = await host.Monitor.GetGenerationStatsAsync(new() { GenerationType = type });

        var group = Assert.Single(statistics.Groups);
        Assert.Equal(type, group.Key);
        Assert.Equal((2, 1, 1, 50.0, 40.0), (group.Runs, group.Completed, group.Failed, group.RunSuccessRate, group.ItemSuccessRate));
        Assert.Equal(new ItemFigures(10, 4, 6, 0), group.Items);
        Assert.Equal((2000.0, 3000.0), (group.DurationMs.Mean, group.DurationMs.Max));
        Assert.Equal(group with { Key = null }, statistics.Total);
    }

    [Fact]
    public async Task Alerts_about_runs_are_listed()
    {
        await using var host = new MonitorHost(module.Address);
        var type = NewType();
        var run = host.Monitor.RecordGenerationStart(type);
        await host.Monitor.FlushAsync();
        var incident = Incident(type, run);
        await module.PublishAsync(incident);

        var alert = Assert.Single((await host.Monitor.GetRecentAlertsAsync(new() { GenerationType = type, AlertType = "performance" })).Items);

        Assert.Equal((incident.IncidentId, run, "critical", "firing"), (alert.IncidentId, alert.RunId, alert.Severity, alert.Status));
        Assert.Equal((30_000.0, 61_000.0, "Too slow."), (alert.Threshold, alert.Actual, alert.Message));
    }

    [Fact]
    public async Task A_record_whose_answer_was_lost_is_sent_again_and_stored_once()
    {
        await using var host = new MonitorHost(module.Address, handler: () => new LosesFirstAnswer());
        var type = NewType();

        var id = host.Monitor.RecordGenerationStart(type, 2026, 1);
        host.Monitor.RecordGenerationError(id, new InvalidOperationException("No rate."));
        host.Monitor.RecordGenerationComplete(id, new(2, 1, 1), TimeSpan.FromSeconds(1));
        await host.Monitor.FlushAsync();

        var record = Assert.Single((await host.Monitor.GetMonitoringRecordsAsync(new() { GenerationType = type })).Items);
        Assert.Equal((id, "partial", 1), (record.Id, record.Status, record.ErrorCount));
        Assert.Equal(0, host.Monitor.DroppedCount);
    }

    private static string NewType() => $"t{Guid.CreateVersion7():n}";

    private static IncidentChanged Incident(string type, Guid run) => new()
    {
        IncidentId = Guid.CreateVersion7(),
        Version = 1,
        Change = "opened",
        RuleId = Guid.CreateVersion7(),
        RuleName = "Generation duration",
        Check = "duration",
        Signal = "generation_run",
        Severity = "critical",
        Status = "firing",
        Message = "Too slow.",
        Labels = new Dictionary<string, string> { ["run_id"] = run.ToString(), ["generation_type"] = type },
        Threshold = 30_000,
        Actual = 61_000,
        StartedAt = DateTimeOffset.UnixEpoch,
        ChangedAt = DateTimeOffset.UnixEpoch,
    };

    /// <summary>The service has done its work, but the connection breaks before the client hears of it.</summary>
    private sealed class LosesFirstAnswer : DelegatingHandler
    {
        private readonly ConcurrentDictionary<string, bool> _lost = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Headers.TryGetValues("Idempotency-Key", out var keys) && _lost.TryAdd(keys.Single(), true))
            {
                response.Dispose();
                throw new HttpRequestException("The connection broke.");
            }

            return response;
        }
    }
}
