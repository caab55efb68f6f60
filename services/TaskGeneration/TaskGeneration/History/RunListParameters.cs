using Microsoft.AspNetCore.Mvc;

namespace Monitoring.TaskGeneration.History;

/// <summary>Query of <c>GET /runs</c>, as text: what is wrong with it is reported field by field rather than by the framework.</summary>
internal sealed record RunListParameters
{
    [FromQuery(Name = "generationType")]
    public string? GenerationType { get; init; }

    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    [FromQuery(Name = "targetYear")]
    public string? TargetYear { get; init; }

    [FromQuery(Name = "targetMonth")]
    public string? TargetMonth { get; init; }

    [FromQuery(Name = "source")]
    public string? Source { get; init; }

    /// <summary>Earliest start, included.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Latest start, not included.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>Text to find in type, source, metadata and errors, in any case.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary><c>startedAt</c>, <c>durationMs</c> or <c>errorCount</c>; with <c>-</c> in front, downwards. Default <c>-startedAt</c>.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>1 to 500; default 50.</summary>
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    /// <summary>The <c>nextCursor</c> of the page before.</summary>
    [FromQuery(Name = "cursor")]
    public string? Cursor { get; init; }
}
