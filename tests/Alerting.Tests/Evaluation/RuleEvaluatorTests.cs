using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Tests.Evaluation;

public sealed class RuleEvaluatorTests
{
    private static readonly DateTimeOffset _t0 = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly AlertRule _cpu = BuiltInRules.Find("host.cpu")!;
    private static readonly AlertRule _successRate = BuiltInRules.Find("run.success-rate")!;

    private static AlertState Firing(Severity severity) => new(AlertStatus.Firing, severity, _t0, _t0);

    private static EvaluationResult Judge(AlertState state, AlertRule rule, double? value, int atSecond = 30) =>
        RuleEvaluator.Evaluate(state, new(_t0.AddSeconds(atSecond), value), rule);

    [Fact]
    public void A_good_value_keeps_a_quiet_rule_quiet_and_is_remembered()
    {
        var result = Judge(AlertState.Initial, _successRate, 100);

        Assert.Equal(new(new(AlertStatus.Inactive, null, null, _t0.AddSeconds(30)), EvaluationReason.WithinThreshold), result);
    }

    [Theory]
    [InlineData(94.9, Severity.Warning)]
    [InlineData(79.9, Severity.Critical)]
    public void Without_a_hold_the_first_bad_value_opens_at_its_own_level(double value, object severity)
    {
        var result = Judge(AlertState.Initial, _successRate, value);

        Assert.Equal(new(new(AlertStatus.Firing, (Severity)severity, _t0.AddSeconds(30), _t0.AddSeconds(30)), EvaluationReason.Opened), result);
    }

    [Fact]
    public void With_a_hold_the_first_bad_value_only_starts_it()
    {
        var result = Judge(AlertState.Initial, _cpu, 0.93);

        Assert.Equal(new(new(AlertStatus.Pending, Severity.Warning, _t0.AddSeconds(30), _t0.AddSeconds(30)), EvaluationReason.HoldStarted), result);
    }

    [Theory]
    [InlineData(59, AlertStatus.Pending, EvaluationReason.Holding)]
    [InlineData(60, AlertStatus.Firing, EvaluationReason.Opened)]
    [InlineData(300, AlertStatus.Firing, EvaluationReason.Opened)]
    [InlineData(301, AlertStatus.Pending, EvaluationReason.HoldRestarted)]
    public void A_held_value_opens_once_it_was_bad_for_long_enough_without_a_gap(int heldSeconds, object status, object reason)
    {
        var pending = new AlertState(AlertStatus.Pending, Severity.Warning, _t0, _t0);

        var result = Judge(pending, _cpu, 0.93, heldSeconds);

        Assert.Equal((status, reason), (result.State.Status, result.Reason));
    }

    [Fact]
    public void A_hold_that_becomes_critical_opens_as_critical()
    {
        var pending = new AlertState(AlertStatus.Pending, Severity.Warning, _t0, _t0);

        Assert.Equal(Severity.Critical, Judge(pending, _cpu, 0.99, 60).State.Severity);
    }

    [Fact]
    public void A_good_value_abandons_a_hold()
    {
        var pending = new AlertState(AlertStatus.Pending, Severity.Warning, _t0, _t0);

        var result = Judge(pending, _cpu, 0.5);

        Assert.Equal((AlertStatus.Inactive, EvaluationReason.HoldAbandoned), (result.State.Status, result.Reason));
    }

    [Theory]
    [InlineData(Severity.Warning, 90.0, Severity.Warning, EvaluationReason.StillFiring)]
    [InlineData(Severity.Warning, 50.0, Severity.Critical, EvaluationReason.Escalated)]
    [InlineData(Severity.Critical, 50.0, Severity.Critical, EvaluationReason.StillFiring)]
    [InlineData(Severity.Critical, 90.0, Severity.Critical, EvaluationReason.StillFiring)]
    public void A_firing_rule_becomes_worse_but_never_better_without_recovering(object before, double value, object after, object reason)
    {
        var result = Judge(Firing((Severity)before), _successRate, value);

        Assert.Equal((AlertStatus.Firing, after, reason), (result.State.Status, (object?)result.State.Severity, result.Reason));
    }

    [Fact]
    public void A_good_value_resolves()
    {
        var result = Judge(Firing(Severity.Critical), _successRate, 95);

        Assert.Equal(new(new(AlertStatus.Inactive, null, _t0.AddSeconds(30), _t0.AddSeconds(30)), EvaluationReason.Recovered), result);
    }

    public static TheoryData<AlertStatusWord> Statuses => [.. Enum.GetValues<AlertStatusWord>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Nothing_measured_changes_nothing(AlertStatusWord status)
    {
        var state = new AlertState((AlertStatus)status, Severity.Warning, _t0, _t0);

        Assert.Equal(new(state, EvaluationReason.NothingMeasured), Judge(state, _successRate, null));
    }

    [Theory]
    [MemberData(nameof(Statuses))]
    public void An_older_good_observation_and_any_older_one_under_a_hold_change_nothing(AlertStatusWord status)
    {
        var state = new AlertState((AlertStatus)status, Severity.Warning, _t0, _t0);

        Assert.Equal(new(state, EvaluationReason.OutOfDate), Judge(state, _successRate, 100, atSecond: -1));
        Assert.Equal(new(state, EvaluationReason.OutOfDate), Judge(state, _successRate, null, atSecond: -1));
        Assert.Equal(new(state, EvaluationReason.OutOfDate), Judge(state, _cpu, 0.99, atSecond: -1));
    }

    [Fact]
    public void An_older_bad_observation_opens_late_and_leaves_the_state_to_the_newer_one()
    {
        var good = new AlertState(AlertStatus.Inactive, null, null, _t0);

        Assert.Equal(new(good, EvaluationReason.OpenedLate), Judge(good, _successRate, 0, atSecond: -1));
    }

    [Theory]
    [InlineData(90.0, Severity.Warning, EvaluationReason.StillFiring)]
    [InlineData(50.0, Severity.Critical, EvaluationReason.Escalated)]
    public void An_older_bad_observation_joins_the_open_incident(double value, object severity, object reason)
    {
        var result = Judge(Firing(Severity.Warning), _successRate, value, atSecond: -1);

        Assert.Equal(new(Firing((Severity)severity), (EvaluationReason)reason), result);
    }

    [Fact]
    public void Observations_of_the_same_instant_are_all_judged()
    {
        Assert.Equal(EvaluationReason.Recovered, Judge(Firing(Severity.Warning), _successRate, 100, atSecond: 0).Reason);
    }

    /// <summary>xUnit passes public types only; the values are those of the state's status.</summary>
    public enum AlertStatusWord
    {
        Inactive,
        Pending,
        Firing,
    }
}
