namespace Monitoring.Client.Queries;

/// <summary>Which runs the statistics cover. What is null does not restrict.</summary>
public sealed record StatsOptions
{
    /// <summary>Earliest start, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest start, not included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only runs of this type.</summary>
    public string? GenerationType { get; init; }

    /// <summary><c>type</c> (default), <c>day</c> or <c>month</c>.</summary>
    public string? GroupBy { get; init; }

    internal IEnumerable<(string Name, object? Value)> Parameters() =>
        [("from", From), ("to", To), ("generationType", GenerationType), ("groupBy", GroupBy)];
}

/// <summary>Which alerts are listed. What is null does not restrict.</summary>
public sealed record AlertsOptions
{
    /// <summary>Opened at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Opened before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only alerts about this run.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Only alerts about runs of this type.</summary>
    public string? GenerationType { get; init; }

    /// <summary><c>warning</c> or <c>critical</c>.</summary>
    public string? Severity { get; init; }

    /// <summary><c>success_rate</c>, <c>error_count</c>, <c>performance</c>, <c>complete_failure</c> or <c>stalled</c>.</summary>
    public string? AlertType { get; init; }

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    public string? Status { get; init; }

    /// <summary><c>-createdAt</c>, the newest first, or <c>createdAt</c>. The former when left out.</summary>
    public string? Sort { get; init; }

    /// <summary>1 to 500; 50 when left out.</summary>
    public int? Limit { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    internal IEnumerable<(string Name, object? Value)> Parameters() =>
    [
        ("from", From), ("to", To), ("runId", RunId), ("generationType", GenerationType), ("severity", Severity), ("alertType", AlertType),
        ("status", Status), ("sort", Sort), ("limit", Limit), ("cursor", Cursor),
    ];
}

/// <summary>Which runs are listed, and in which order. What is null does not restrict.</summary>
public sealed record RecordsOptions
{
    /// <summary>Earliest start, included.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Latest start, not included.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only runs of this type.</summary>
    public string? GenerationType { get; init; }

    /// <summary>Only runs for this year.</summary>
    public int? TargetYear { get; init; }

    /// <summary>Only runs for this month, 1 to 12.</summary>
    public int? TargetMonth { get; init; }

    /// <summary><c>running</c>, <c>completed</c>, <c>partial</c>, <c>failed</c> or <c>stalled</c>.</summary>
    public string? Status { get; init; }

    /// <summary>Only runs of this program.</summary>
    public string? Source { get; init; }

    /// <summary>Text to find in type, source, metadata and errors.</summary>
    public string? Text { get; init; }

    /// <summary><c>startedAt</c>, <c>durationMs</c> or <c>errorCount</c>; with <c>-</c> in front, downwards. <c>-startedAt</c> when left out.</summary>
    public string? Sort { get; init; }

    /// <summary>1 to 500; 50 when left out.</summary>
    public int? Limit { get; init; }

    /// <summary>The <see cref="Page{T}.NextCursor"/> of the page before.</summary>
    public string? Cursor { get; init; }

    internal IEnumerable<(string Name, object? Value)> Parameters() =>
    [
        ("from", From), ("to", To), ("generationType", GenerationType), ("targetYear", TargetYear), ("targetMonth", TargetMonth),
        ("status", Status), ("source", Source), ("q", Text), ("sort", Sort), ("limit", Limit), ("cursor", Cursor),
    ];
}
