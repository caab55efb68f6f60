using Dapper;
using Monitoring.Alerting.Evaluation;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Incidents;

/// <summary>How an action on an incident ended.</summary>
internal enum IncidentActionOutcome
{
    Done,
    NotFound,

    /// <summary>The incident is in the state that was asked for already, or is over.</summary>
    AlreadySo,
}

/// <summary>What people do with incidents.</summary>
internal sealed class IncidentActions(ModuleDatabase<AlertingModule> database, IncidentRecorder recorder, TimeProvider clock)
{
    public async Task<(IncidentActionOutcome Outcome, Incident? Incident)> AcknowledgeAsync(
        Guid id, string actor, string? comment, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        return await ActAsync(
            work,
            await IncidentStore.LockAsync(work, id, cancellationToken),
            incident => incident is { ResolvedAt: null, AcknowledgedAt: null } ? incident.Acknowledge(actor, clock.GetUtcNow()) : null,
            IncidentChanges.Acknowledged,
            comment ?? "",
            actor,
            cancellationToken);
    }

    /// <summary>Ends an incident by hand. The next bad observation opens a new one.</summary>
    public async Task<(IncidentActionOutcome Outcome, Incident? Incident)> ResolveAsync(
        Guid id, string actor, string? comment, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        // First the state, then the incident: the order in which evaluations lock them.
        await LockStateAsync(work, id, cancellationToken);
        var incident = await IncidentStore.LockAsync(work, id, cancellationToken);
        if (incident is { ResolvedAt: null })
        {
            await AlertStateStore.SaveAsync(work, [new(new(incident.RuleId, incident.Fingerprint), AlertState.Initial)], cancellationToken);
        }

        return await ActAsync(
            work,
            incident,
            open => open.ResolvedAt is null ? open.Resolve(clock.GetUtcNow()) : null,
            IncidentChanges.Resolved,
            comment ?? "",
            actor,
            cancellationToken);
    }

    public async Task<(IncidentActionOutcome Outcome, Incident? Incident)> CommentAsync(
        Guid id, string actor, string comment, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        return await ActAsync(
            work,
            await IncidentStore.LockAsync(work, id, cancellationToken),
            incident => incident.Touch(),
            IncidentChanges.Commented,
            comment,
            actor,
            cancellationToken);
    }

    /// <summary>Ends every open incident of a rule that judges no more; the caller keeps evaluations out.</summary>
    public async Task CloseAllAsync(UnitOfWork work, Guid ruleId, string reason, string actor, CancellationToken cancellationToken)
    {
        foreach (var id in await IncidentStore.OpenOfRuleAsync(work, ruleId, cancellationToken))
        {
            if (await IncidentStore.LockAsync(work, id, cancellationToken) is { ResolvedAt: null } incident)
            {
                var now = clock.GetUtcNow();
                await recorder.RecordAsync(
                    work, incident.Resolve(now), new(IncidentChanges.Resolved, now, reason) { Actor = actor }, cancellationToken);
            }
        }
    }

    private async Task<(IncidentActionOutcome Outcome, Incident? Incident)> ActAsync(
        UnitOfWork work,
        Incident? incident,
        Func<Incident, Incident?> change,
        string kind,
        string text,
        string actor,
        CancellationToken cancellationToken)
    {
        if (incident is null)
        {
            return (IncidentActionOutcome.NotFound, null);
        }

        if (change(incident) is not { } changed)
        {
            return (IncidentActionOutcome.AlreadySo, incident);
        }

        await recorder.RecordAsync(work, changed, new(kind, clock.GetUtcNow(), text) { Actor = actor }, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return (IncidentActionOutcome.Done, changed);
    }

    private static Task<int> LockStateAsync(UnitOfWork work, Guid incidentId, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            select from alert_state s
            where (rule_id, fingerprint) = (select rule_id, fingerprint from incident where id = @incidentId) for update
            """,
            new { incidentId },
            cancellationToken: cancellationToken));
}
