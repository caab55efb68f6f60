using Microsoft.Extensions.DependencyInjection;
using Monitoring.Alerting.Retention;
using Monitoring.Contracts.Metrics.V1;

namespace Monitoring.Alerting.Tests.Retention;

public sealed class RetentionPassTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    [Fact]
    public async Task What_was_kept_long_enough_goes_and_what_is_young_or_open_stays()
    {
        foreach (var type in new[] { "old_resolved", "old_open", "young" })
        {
            await alerting.PublishAsync(AlertingFixture.Run(type, 0, success: 90));
        }

        await alerting.PublishAsync(AlertingFixture.Run("old_resolved", 1));
        await alerting.PublishAsync(new SamplesObserved
        {
            ObservedAt = AlertingFixture.T0,
            Samples = [new() { Metric = "queue.depth", Labels = new Dictionary<string, string>(), Value = 1 }],
        });
        await alerting.ExecuteAsync(
            """
            update incident set started_at = now() - interval '500 days';
            update incident set resolved_at = now() - interval '401 days' where status = 'resolved';
            update run_observation set at = now() - case when generation_type = 'young' then interval '89 days' else interval '91 days' end;
            update alert_state set observed_at = now() - interval '91 days';
            update metric_observation set at = now() - interval '25 hours';
            """);

        await alerting.Services.GetRequiredService<RetentionPass>().RunAsync(CancellationToken.None);

        Assert.Equal(
            ["old_open", "young"], await alerting.QueryAsync<string>("select labels ->> 'generation_type' as type from incident order by type"));
        Assert.Equal(["young"], await alerting.QueryAsync<string>("select generation_type from run_observation"));
        Assert.Equal(0, await alerting.ScalarAsync<long>("select count(*) from metric_observation"));
        Assert.Equal(["firing"], await alerting.QueryAsync<string>("select distinct status from alert_state"));
        Assert.Equal(0, await alerting.ScalarAsync<long>("select count(*) from incident_event where incident_id not in (select id from incident)"));
    }
}
