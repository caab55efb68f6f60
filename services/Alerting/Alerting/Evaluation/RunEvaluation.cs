using Monitoring.Alerting.Incidents;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Judges a run that ended or went silent, by every enabled rule on runs.</summary>
internal sealed class RunEvaluation(EvaluationPass pass)
{
    public async Task JudgeAsync(UnitOfWork work, RunObservation run, CancellationToken cancellationToken)
    {
        using var activity = AlertingTelemetry.Source.StartActivity(AlertingTelemetry.EvaluateSpan);
        activity?.SetTag("monitoring.run.id", run.RunId);

        var rules = await RuleStore.ShareEnabledAsync(work, cancellationToken);
        var earlier = await RunObservationStore.BeforeAsync(
            work.Connection, run.GenerationType, run.At, run.RunId, RunMeasure.HistoryLength, cancellationToken);
        await RunObservationStore.InsertAsync(work, run, cancellationToken);

        var usualDurationMs = RunMeasure.UsualDurationMs(earlier);
        var subjects = rules.Select(rule => RunSubject.Of(rule, run, usualDurationMs)).OfType<Subject>().ToList();
        await pass.RunAsync(
            work, subjects, subject => Task.FromResult(History(subject.Rule.Check, earlier, usualDurationMs)), cancellationToken);
    }

    private static IReadOnlyList<HistoryPoint> History(RuleCheck check, IReadOnlyList<RunObservation> earlier, double? usualDurationMs) =>
    [
        .. from run in earlier.Reverse()
           let value = RunMeasure.Of(check, run, usualDurationMs)
           where value is not null
           select new HistoryPoint(run.At, value.Value),
    ];
}

/// <summary>What a rule sees of a run. Pure; shared by evaluation and preview.</summary>
internal static class RunSubject
{
    /// <returns>Null when the rule does not look at this run.</returns>
    public static Subject? Of(AlertRule rule, RunObservation run, double? usualDurationMs)
    {
        if (rule.Check.Signal != Signals.GenerationRun || !rule.Filter.Matches(LabelsOf(run)))
        {
            return null;
        }

        var identity = new LabelSet([new("generation_type", run.GenerationType)]);
        return new(rule, identity, new(run.At, RunMeasure.Of(rule.Check, run, usualDurationMs)), run);
    }

    private static LabelSet LabelsOf(RunObservation run) =>
        new([new("generation_type", run.GenerationType), new("source", run.Source ?? "")]);
}
