namespace Monitoring.Client.Queries;

/// <summary>An alert about a run.</summary>
public sealed record GenerationAlert
{
    /// <summary>The incident it belongs to.</summary>
    public required Guid IncidentId { get; init; }

    /// <summary>The run, where it is about one.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Type of that run.</summary>
    public string? GenerationType { get; init; }

    /// <summary><c>success_rate</c>, <c>error_count</c>, <c>performance</c>, <c>complete_failure</c> or <c>stalled</c>.</summary>
    public required string AlertType { get; init; }

    /// <summary>Name of the rule that fired.</summary>
    public required string RuleName { get; init; }

    /// <summary><c>warning</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>One sentence that says what was seen and what was allowed.</summary>
    public required string Message { get; init; }

    /// <summary>What was allowed, in the rule's unit.</summary>
    public double? Threshold { get; init; }

    /// <summary>What was seen, in the rule's unit.</summary>
    public double? Actual { get; init; }

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>UTC; null until somebody takes it on.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }
}
