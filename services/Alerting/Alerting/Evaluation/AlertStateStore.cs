using Dapper;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Names one state: a rule and the fingerprint of what it looks at.</summary>
internal readonly record struct StateKey(Guid RuleId, string Fingerprint);

/// <summary>The table of states; a locked row keeps every other evaluation of the same rule and fingerprint waiting.</summary>
internal static class AlertStateStore
{
    /// <summary>Locks the states until the transaction ends, and makes those that are missing.</summary>
    public static async Task<Dictionary<StateKey, AlertState>> LockAsync(
        UnitOfWork work, IReadOnlyCollection<StateKey> keys, CancellationToken cancellationToken)
    {
        // Both statements take the rows in the order of the key, so that two transactions never wait for each other.
        var rows = await work.Connection.QueryAsync<StateRow>(new CommandDefinition(
            """
            insert into alert_state (rule_id, fingerprint)
              select rule_id, fingerprint from unnest(@ruleIds, @fingerprints) as k (rule_id, fingerprint) order by rule_id, fingerprint
              on conflict do nothing;
            select rule_id, fingerprint, status, severity, since, observed_at from alert_state
              where (rule_id, fingerprint) in (select * from unnest(@ruleIds, @fingerprints))
              order by rule_id, fingerprint for update
            """,
            new { ruleIds = keys.Select(key => key.RuleId).ToArray(), fingerprints = keys.Select(key => key.Fingerprint).ToArray() },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => new StateKey(row.RuleId, row.Fingerprint), row => row.ToState());
    }

    /// <summary>Stores states whose rows are locked.</summary>
    public static Task SaveAsync(UnitOfWork work, IReadOnlyCollection<KeyValuePair<StateKey, AlertState>> states, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            update alert_state s set status = n.status, severity = n.severity, since = n.since, observed_at = n.observed_at
            from unnest(@ruleIds, @fingerprints, @statuses, @severities, @sinces, @observed)
              as n (rule_id, fingerprint, status, severity, since, observed_at)
            where s.rule_id = n.rule_id and s.fingerprint = n.fingerprint
            """,
            new
            {
                ruleIds = states.Select(pair => pair.Key.RuleId).ToArray(),
                fingerprints = states.Select(pair => pair.Key.Fingerprint).ToArray(),
                statuses = states.Select(pair => Word(pair.Value.Status)).ToArray(),
                severities = states.Select(pair => pair.Value.Severity?.Word()).ToArray(),
                sinces = states.Select(pair => pair.Value.Since?.ToUniversalTime()).ToArray(),
                observed = states.Select(pair => pair.Value.ObservedAt?.ToUniversalTime()).ToArray(),
            },
            cancellationToken: cancellationToken));

    /// <summary>Forgets all that a rule knows, because it was switched off or looks at something else now.</summary>
    public static Task ClearAsync(UnitOfWork work, Guid ruleId, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            "delete from alert_state where rule_id = @ruleId", new { ruleId }, cancellationToken: cancellationToken));

    private static string Word(AlertStatus status) => status switch
    {
        AlertStatus.Pending => "pending",
        AlertStatus.Firing => "firing",
        _ => "inactive",
    };

    private static AlertStatus Read(string word) => word switch
    {
        "pending" => AlertStatus.Pending,
        "firing" => AlertStatus.Firing,
        _ => AlertStatus.Inactive,
    };

    private sealed record StateRow
    {
        public required Guid RuleId { get; init; }
        public required string Fingerprint { get; init; }
        public required string Status { get; init; }
        public string? Severity { get; init; }
        public DateTimeOffset? Since { get; init; }
        public DateTimeOffset? ObservedAt { get; init; }

        public AlertState ToState() => new(Read(Status), SeverityWords.Read(Severity), Since, ObservedAt);
    }
}
