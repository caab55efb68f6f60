namespace Monitoring.Alerting.Tests.Evaluation;

/// <summary>Many evaluators at the same time agree on one incident.</summary>
public sealed class ConcurrentEvaluationTests(AlertingFixture alerting) : IClassFixture<AlertingFixture>
{
    [Fact]
    [Trait("promise", "T-AL-1")]
    public async Task However_many_bad_runs_end_together_each_type_has_one_incident_of_each_rule()
    {
        var runs = from type in Enumerable.Range(0, 20)
                   from repeat in Enumerable.Range(0, 10)
                   select AlertingFixture.Run($"crowd_{type}", repeat / 100.0, success: 0, errors: 60);

        await Parallel.ForEachAsync(
            runs.OrderBy(run => run.RunId.GetHashCode()),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (run, _) => await alerting.PublishAsync(run));

        var incidents = await alerting.QueryAsync<string>(
            "select labels ->> 'generation_type' || ' ' || check_name from incident where labels ->> 'generation_type' like 'crowd%'");
        Assert.Equal(20 * 3, incidents.Count);
        Assert.Equal(20 * 3, incidents.Distinct().Count());
    }

    [Fact]
    public async Task Runs_good_and_bad_together_leave_states_and_incidents_in_agreement()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, _) => await alerting.PublishAsync(AlertingFixture.Run($"mixed_{number % 5}", number / 100.0, success: number % 3 == 0 ? 90 : 100)));

        Assert.Equal(0, await alerting.ScalarAsync<long>(
            """
            select count(*) from alert_state s
            full join (select * from incident where status = 'firing') i using (rule_id, fingerprint)
            where (s.status = 'firing') is distinct from (i.id is not null)
            """));
    }
}
