using System.Text.Json;
using Dapper;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Incidents;

/// <summary>The tables of incidents and their timelines.</summary>
internal static class IncidentStore
{
    private const string Columns =
        """
        id, rule_id, rule_name, check_name, fingerprint, severity, message, labels::text as labels, evidence::text as evidence, started_at,
        acknowledged_at, acknowledged_by, resolved_at, version
        """;

    public static Task InsertAsync(UnitOfWork work, Incident incident, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into incident (id, rule_id, rule_name, check_name, signal, fingerprint, severity, status, message, labels, observed, threshold, unit,
              evidence, started_at, version)
            values (@Id, @RuleId, @RuleName, @CheckName, @Signal, @Fingerprint, @Severity, @Status, @Message, @Labels::jsonb, @Observed, @Threshold,
              @Unit, @Evidence::jsonb, @StartedAt, @Version)
            """,
            IncidentRow.From(incident),
            cancellationToken: cancellationToken));

    /// <summary>Stores the next version of an incident.</summary>
    /// <exception cref="InvalidOperationException">Somebody else has stored that version: the caller did not hold the row's lock.</exception>
    public static async Task UpdateAsync(UnitOfWork work, Incident incident, CancellationToken cancellationToken)
    {
        var updated = await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            update incident set severity = @Severity, status = @Status, message = @Message, observed = @Observed, threshold = @Threshold, unit = @Unit,
              evidence = @Evidence::jsonb, acknowledged_at = @AcknowledgedAt, acknowledged_by = @AcknowledgedBy, resolved_at = @ResolvedAt,
              version = @Version
            where id = @Id and version = @Version - 1
            """,
            IncidentRow.From(incident),
            cancellationToken: cancellationToken));
        if (updated == 0)
        {
            throw new InvalidOperationException($"Incident {incident.Id} was changed by somebody else before version {incident.Version}.");
        }
    }

    public static Task AppendAsync(UnitOfWork work, Guid incidentId, IncidentChange change, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into incident_event (incident_id, at, kind, text, actor, run_id, evidence)
            values (@incidentId, @At, @Kind, @Text, @Actor, @RunId, @Evidence::jsonb)
            """,
            new
            {
                incidentId,
                change.At,
                change.Kind,
                change.Text,
                change.Actor,
                change.RunId,
                Evidence = change.Evidence is null ? null : JsonSerializer.Serialize(change.Evidence, JsonSerializerOptions.Web),
            },
            cancellationToken: cancellationToken));

    /// <summary>The open incident of a rule and fingerprint, locked; null when there is none.</summary>
    public static Task<Incident?> LockOpenAsync(UnitOfWork work, Guid ruleId, string fingerprint, CancellationToken cancellationToken) =>
        FindAsync(work.Connection, "rule_id = @ruleId and fingerprint = @fingerprint and status = 'firing' for update",
            new { ruleId, fingerprint }, cancellationToken);

    /// <summary>An incident, locked; null when there is none of that id.</summary>
    public static Task<Incident?> LockAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        FindAsync(work.Connection, "id = @id for update", new { id }, cancellationToken);

    public static Task<Incident?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        FindAsync(connection, "id = @id", new { id }, cancellationToken);

    /// <summary>The ids of a rule's open incidents.</summary>
    public static async Task<IReadOnlyList<Guid>> OpenOfRuleAsync(UnitOfWork work, Guid ruleId, CancellationToken cancellationToken) =>
        (await work.Connection.QueryAsync<Guid>(new CommandDefinition(
            "select id from incident where rule_id = @ruleId and status = 'firing' order by id", new { ruleId }, cancellationToken: cancellationToken)))
        .AsList();

    /// <summary>Incidents that match, newest first.</summary>
    public static async Task<IReadOnlyList<Incident>> ListAsync(NpgsqlConnection connection, IncidentQuery query, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<IncidentRow>(new CommandDefinition(
            $"""
            select {Columns} from incident
            where (@Status::text is null or status = @Status)
              and (@Severity::text is null or severity = @Severity)
              and (@RuleId::uuid is null or rule_id = @RuleId)
              and (@Signal::text is null or signal = @Signal)
              and (@RunId::uuid is null or id in (select incident_id from incident_event where run_id = @RunId))
              and (@GenerationType::text is null or labels ->> 'generation_type' = @GenerationType)
              and (@From::timestamptz is null or started_at >= @From)
              and (@To::timestamptz is null or started_at < @To)
              and (@BeforeAt::timestamptz is null or (started_at, id) < (@BeforeAt, @BeforeId::uuid))
            order by started_at desc, id desc limit @Limit
            """,
            query,
            cancellationToken: cancellationToken));
        return rows.Select(row => row.ToIncident()).ToList();
    }

    /// <summary>The newest entries of a timeline, oldest first.</summary>
    public static async Task<IReadOnlyList<IncidentEvent>> TimelineAsync(
        NpgsqlConnection connection, Guid incidentId, int limit, CancellationToken cancellationToken)
    {
        var events = await connection.QueryAsync<IncidentEvent>(new CommandDefinition(
            """
            select at, kind, text, actor, run_id, evidence::text as evidence from incident_event
            where incident_id = @incidentId order by id desc limit @limit
            """,
            new { incidentId, limit },
            cancellationToken: cancellationToken));
        return events.Reverse().ToList();
    }

    private static async Task<Incident?> FindAsync(NpgsqlConnection connection, string where, object parameters, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<IncidentRow>(new CommandDefinition(
            $"select {Columns} from incident where {where}", parameters, cancellationToken: cancellationToken));
        return row?.ToIncident();
    }

    private sealed record IncidentRow
    {
        public required Guid Id { get; init; }
        public required Guid RuleId { get; init; }
        public required string RuleName { get; init; }
        public required string CheckName { get; init; }
        public required string Fingerprint { get; init; }
        public required string Severity { get; init; }
        public required string Message { get; init; }
        public required string Labels { get; init; }
        public required string Evidence { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? AcknowledgedAt { get; init; }
        public string? AcknowledgedBy { get; init; }
        public DateTimeOffset? ResolvedAt { get; init; }
        public required int Version { get; init; }

        // Copies of what the JSON columns hold too, for filters and for readers of the table.
        public string? Signal { get; init; }
        public string? Status { get; init; }
        public double Observed { get; init; }
        public double Threshold { get; init; }
        public string? Unit { get; init; }

        public static IncidentRow From(Incident incident) => new()
        {
            Id = incident.Id,
            RuleId = incident.RuleId,
            RuleName = incident.RuleName,
            CheckName = incident.Check.Name,
            Fingerprint = incident.Fingerprint,
            Severity = incident.Severity.Word(),
            Message = incident.Message,
            Labels = incident.Labels.Json,
            Evidence = JsonSerializer.Serialize(incident.Evidence, JsonSerializerOptions.Web),
            StartedAt = incident.StartedAt,
            AcknowledgedAt = incident.AcknowledgedAt,
            AcknowledgedBy = incident.AcknowledgedBy,
            ResolvedAt = incident.ResolvedAt,
            Version = incident.Version,
            Signal = incident.Check.Signal,
            Status = incident.Status,
            Observed = incident.Evidence.Observed,
            Threshold = incident.Evidence.Threshold,
            Unit = incident.Evidence.Unit,
        };

        public Incident ToIncident() => new()
        {
            Id = Id,
            RuleId = RuleId,
            RuleName = RuleName,
            Check = RuleCheck.Find(CheckName) ?? throw new InvalidOperationException($"Incident {Id} has the unknown check '{CheckName}'."),
            Fingerprint = Fingerprint,
            Severity = SeverityWords.Read(Severity) ?? throw new InvalidOperationException($"Incident {Id} has the unknown severity '{Severity}'."),
            Message = Message,
            Labels = LabelSet.Parse(Labels),
            Evidence = JsonSerializer.Deserialize<Evidence>(Evidence, JsonSerializerOptions.Web)!,
            StartedAt = StartedAt,
            AcknowledgedAt = AcknowledgedAt,
            AcknowledgedBy = AcknowledgedBy,
            ResolvedAt = ResolvedAt,
            Version = Version,
        };
    }
}

/// <summary>Which incidents to list; null fields filter nothing.</summary>
internal sealed record IncidentQuery
{
    public string? Status { get; init; }
    public string? Severity { get; init; }
    public Guid? RuleId { get; init; }
    public string? Signal { get; init; }
    public Guid? RunId { get; init; }
    public string? GenerationType { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public DateTimeOffset? BeforeAt { get; init; }
    public Guid? BeforeId { get; init; }
    public required int Limit { get; init; }
}

/// <summary>One stored line of a timeline.</summary>
internal sealed record IncidentEvent
{
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public required string Text { get; init; }
    public string? Actor { get; init; }
    public Guid? RunId { get; init; }
    public string? Evidence { get; init; }
}
