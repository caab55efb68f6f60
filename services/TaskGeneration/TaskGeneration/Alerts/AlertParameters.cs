using Microsoft.AspNetCore.Mvc;

namespace Monitoring.TaskGeneration.Alerts;

/// <summary>Query of <c>GET /alerts</c>, as text.</summary>
internal sealed record AlertParameters
{
    /// <summary><c>success_rate</c>, <c>error_count</c>, <c>performance</c>, <c>complete_failure</c> or <c>stalled</c>.</summary>
    [FromQuery(Name = "alertType")]
    public string? AlertType { get; init; }

    /// <summary><c>warning</c> or <c>critical</c>.</summary>
    [FromQuery(Name = "severity")]
    public string? Severity { get; init; }

    /// <summary><c>firing</c> or <c>resolved</c>.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "generationType")]
    public string? GenerationType { get; init; }

    /// <summary>UUID of a run.</summary>
    [FromQuery(Name = "runId")]
    public string? RunId { get; init; }

    /// <summary>Earliest opening, included.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Latest opening, not included.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary><c>-createdAt</c>, the default, or <c>createdAt</c>.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>1 to 500; default 50.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}
