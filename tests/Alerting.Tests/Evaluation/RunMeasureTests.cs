using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;
using Monitoring.Contracts.TaskGeneration.V1;

namespace Monitoring.Alerting.Tests.Evaluation;

public sealed class RunMeasureTests
{
    private static RunObservation Run(int total = 10, int success = 10, int errors = 0, long durationMs = 1000) =>
        RunObservation.From(AlertingFixture.Run("auto", 0, total, success, errors, durationMs));

    private static RunObservation StalledRun() => RunObservation.From(new GenerationRunAbandoned
    {
        RunId = Guid.CreateVersion7(),
        GenerationType = "auto",
        StartedAt = AlertingFixture.T0,
        LastHeartbeatAt = AlertingFixture.T0,
        AbandonedAt = AlertingFixture.T0.AddMinutes(1),
    });

    [Theory]
    [InlineData("success_rate", 80.0)]
    [InlineData("error_count", 3.0)]
    [InlineData("duration", 4000.0)]
    [InlineData("duration_vs_median", 4.0)]
    [InlineData("complete_failure", 0.0)]
    [InlineData("stalled", 0.0)]
    public void Each_check_reads_its_own_value_of_a_run(string check, double expected) =>
        Assert.Equal(expected, RunMeasure.Of(RuleCheck.Find(check)!, Run(10, 8, 3, 4000), usualDurationMs: 1000));

    [Theory]
    [InlineData(10, 0, 1.0)]
    [InlineData(10, 1, 0.0)]
    [InlineData(0, 0, null)]
    public void Complete_failure_needs_items_of_which_none_succeeded(int total, int success, double? expected) =>
        Assert.Equal(expected, RunMeasure.Of(RuleCheck.CompleteFailure, Run(total, success), null));

    [Fact]
    public void A_stalled_run_says_nothing_but_that_it_is_stalled()
    {
        var measured = RuleCheck.All.Where(check => check.Signal == Signals.GenerationRun)
            .ToDictionary(check => check.Name, check => RunMeasure.Of(check, StalledRun(), 1000));

        Assert.Equal(1, measured["stalled"]);
        Assert.All(measured.Where(pair => pair.Key != "stalled"), pair => Assert.Null(pair.Value));
    }

    [Fact]
    public void Without_a_usual_duration_nothing_is_slower_than_usual() =>
        Assert.Null(RunMeasure.Of(RuleCheck.DurationVsMedian, Run(), usualDurationMs: null));

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 3.0)]
    [InlineData(6, 3.5)]
    [InlineData(20, 10.5)]
    [InlineData(25, 10.5)]
    public void The_usual_duration_is_the_median_of_the_last_20_runs_and_needs_5(int count, double? expected) =>
        Assert.Equal(expected, RunMeasure.UsualDurationMs(Enumerable.Range(1, count).Select(duration => Run(durationMs: duration))));

    [Fact]
    public void Stalled_runs_have_no_part_in_the_usual_duration() =>
        Assert.Null(RunMeasure.UsualDurationMs(Enumerable.Range(1, 4).Select(_ => Run()).Append(StalledRun())));
}
