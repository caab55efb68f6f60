using Monitoring.Alerting.Incidents;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Evaluation;

/// <summary>What one rule is to judge.</summary>
/// <param name="Rule">The rule; its filter matches.</param>
/// <param name="Identity">What tells one incident of the rule from another: the generation type, or the series.</param>
/// <param name="Observation">The value.</param>
/// <param name="Run">The run behind it, where the signal is one.</param>
/// <param name="Sample">The metric's value behind it, where the signal is one.</param>
internal sealed record Subject(AlertRule Rule, LabelSet Identity, Observation Observation, RunObservation? Run = null, MetricObservation? Sample = null)
{
    public StateKey Key { get; } = new(Rule.Id, Identity.Fingerprint);
}

/// <summary>Judges subjects and stores what follows: states, and incidents opened, made worse or resolved.</summary>
internal sealed class EvaluationPass(IncidentRecorder incidents, EvaluationMetrics metrics)
{
    /// <param name="work">The transaction, which shares the rules.</param>
    /// <param name="subjects">In the order in which they are to be judged.</param>
    /// <param name="history">Earlier values of a subject, oldest first; asked for only where an incident needs its evidence.</param>
    /// <param name="cancellationToken">Cancels the pass.</param>
    public async Task RunAsync(
        UnitOfWork work,
        IReadOnlyList<Subject> subjects,
        Func<Subject, Task<IReadOnlyList<HistoryPoint>>> history,
        CancellationToken cancellationToken)
    {
        if (subjects.Count == 0)
        {
            return;
        }

        var states = await AlertStateStore.LockAsync(work, subjects.Select(subject => subject.Key).Distinct().ToList(), cancellationToken);
        foreach (var subject in subjects)
        {
            var (state, reason) = RuleEvaluator.Evaluate(states[subject.Key], subject.Observation, subject.Rule);
            states[subject.Key] = state;
            await ActAsync(work, subject, state, reason, history, cancellationToken);
            work.AfterCommit(() => metrics.RecordEvaluation(reason));
        }

        await AlertStateStore.SaveAsync(work, states, cancellationToken);
    }

    private Task ActAsync(
        UnitOfWork work,
        Subject subject,
        AlertState state,
        EvaluationReason reason,
        Func<Subject, Task<IReadOnlyList<HistoryPoint>>> history,
        CancellationToken cancellationToken)
    {
        switch (reason)
        {
            case EvaluationReason.Opened:
                return OpenAsync(work, subject, state.Severity!.Value, history, cancellationToken);
            case EvaluationReason.OpenedLate:
                return OpenLateAsync(work, subject, state.ObservedAt!.Value, history, cancellationToken);
            case EvaluationReason.Escalated:
                return EscalateAsync(work, subject, state.Severity!.Value, history, cancellationToken);
            case EvaluationReason.StillFiring when subject.Run is not null:
                return RepeatAsync(work, subject, cancellationToken);
            case EvaluationReason.Recovered:
                return ResolveAsync(work, subject, cancellationToken);
            default:
                return Task.CompletedTask;
        }
    }

    private async Task OpenLateAsync(
        UnitOfWork work, Subject subject, DateTimeOffset overAt, Func<Subject, Task<IReadOnlyList<HistoryPoint>>> history, CancellationToken cancellationToken)
    {
        var severity = subject.Rule.Judge(subject.Observation.Value!.Value)!.Value;
        var incident = await OpenAsync(work, subject, severity, history, cancellationToken);
        // Judged already: the good run that says so, or the person who closed what came later.
        await incidents.RecordAsync(
            work, incident.Resolve(overAt), new(IncidentChanges.Resolved, overAt, "Over before it was seen."), cancellationToken);
    }

    private async Task<Incident> OpenAsync(
        UnitOfWork work, Subject subject, Severity severity, Func<Subject, Task<IReadOnlyList<HistoryPoint>>> history, CancellationToken cancellationToken)
    {
        var (rule, identity, observation, run, _) = subject;
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(),
            RuleId = rule.Id,
            RuleName = rule.Name,
            Check = rule.Check,
            Fingerprint = subject.Key.Fingerprint,
            Severity = severity,
            Message = IncidentMessage.Describe(rule, identity, severity, observation.Value!.Value),
            Labels = run is null ? identity : identity.With(RunLabels(run)),
            Evidence = GatherEvidence(subject, severity, await history(subject)),
            StartedAt = observation.At,
            Version = 1,
        };
        await incidents.RecordAsync(work, incident, Change(IncidentChanges.Opened, subject, incident.Message, incident.Evidence), cancellationToken);
        return incident;
    }

    private async Task EscalateAsync(
        UnitOfWork work, Subject subject, Severity severity, Func<Subject, Task<IReadOnlyList<HistoryPoint>>> history, CancellationToken cancellationToken)
    {
        var escalated = (await LockOpenAsync(work, subject, cancellationToken)).Escalate(
            severity,
            IncidentMessage.Describe(subject.Rule, subject.Identity, severity, subject.Observation.Value!.Value),
            GatherEvidence(subject, severity, await history(subject)));
        await incidents.RecordAsync(
            work, escalated, Change(IncidentChanges.Escalated, subject, escalated.Message, escalated.Evidence), cancellationToken);
    }

    private async Task RepeatAsync(UnitOfWork work, Subject subject, CancellationToken cancellationToken)
    {
        var open = await LockOpenAsync(work, subject, cancellationToken);
        var value = subject.Observation.Value!.Value;
        // The run may be less bad than the incident: it is described by its own level.
        var severity = subject.Rule.Judge(value)!.Value;
        var text = IncidentMessage.Describe(subject.Rule, subject.Identity, severity, value);
        await incidents.RecordAsync(
            work, open.Touch(), Change(IncidentChanges.Repeated, subject, text, GatherEvidence(subject, severity, [])), cancellationToken);
    }

    private async Task ResolveAsync(UnitOfWork work, Subject subject, CancellationToken cancellationToken)
    {
        var resolved = (await LockOpenAsync(work, subject, cancellationToken)).Resolve(subject.Observation.At);
        await incidents.RecordAsync(
            work, resolved, Change(IncidentChanges.Resolved, subject, "Back within the threshold.", null), cancellationToken);
    }

    // A state fires exactly as long as its incident is open, and both change under the state's lock.
    private static async Task<Incident> LockOpenAsync(UnitOfWork work, Subject subject, CancellationToken cancellationToken) =>
        await IncidentStore.LockOpenAsync(work, subject.Rule.Id, subject.Key.Fingerprint, cancellationToken)
        ?? throw new InvalidOperationException($"Rule {subject.Rule.Id} fires for {subject.Identity} without an open incident.");

    private static Evidence GatherEvidence(Subject subject, Severity severity, IReadOnlyList<HistoryPoint> history) => new(
        subject.Observation.Value!.Value, subject.Rule.ThresholdOf(severity), subject.Rule.Unit, subject.Run, history);

    private static IncidentChange Change(string kind, Subject subject, string text, Evidence? evidence) =>
        new(kind, subject.Observation.At, text) { RunId = subject.Run?.RunId, Evidence = evidence };

    private static IEnumerable<KeyValuePair<string, string>> RunLabels(RunObservation run)
    {
        yield return new("run_id", run.RunId.ToString());
        if (run.Source is not null)
        {
            yield return new("source", run.Source);
        }
    }
}
