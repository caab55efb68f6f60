using Monitoring.ServiceDefaults.Http;

namespace Monitoring.TaskGeneration.Alerts;

/// <summary>The last row a reader of the alert list has seen, and the order he reads in.</summary>
internal sealed record AlertPosition(string Sort, DateTimeOffset CreatedAt, Guid IncidentId);

/// <summary>Which alerts a list shows.</summary>
internal sealed record AlertFilter
{
    public const string CursorPurpose = "taskgeneration.alerts";

    private const int DefaultLimit = 50;
    private const int MaxLimit = 500;
    private const string NewestFirst = "-createdAt";

    public string? AlertType { get; init; }
    public string? Severity { get; init; }
    public string? Status { get; init; }
    public string? GenerationType { get; init; }
    public Guid? RunId { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public required string Sort { get; init; }
    public required int Limit { get; init; }
    public AlertPosition? After { get; init; }

    public bool IsDescending => Sort == NewestFirst;

    public static AlertFilter Read(AlertParameters parameters, Cursors cursors, ParameterReader reader)
    {
        var sort = reader.Word("sort", parameters.Sort, [NewestFirst, "createdAt"]) ?? NewestFirst;
        return new()
        {
            AlertType = reader.Text("alertType", parameters.AlertType),
            Severity = reader.Word("severity", parameters.Severity, ["warning", "critical"]),
            Status = reader.Word("status", parameters.Status, ["pending", "firing", "resolved"]),
            GenerationType = reader.Text("generationType", parameters.GenerationType),
            RunId = ReadRunId(parameters.RunId, reader),
            From = reader.Time("from", parameters.From),
            To = reader.Time("to", parameters.To),
            Sort = sort,
            Limit = reader.Number("limit", parameters.Limit, 1, MaxLimit) ?? DefaultLimit,
            After = ReadPosition(parameters.Cursor, sort, cursors, reader),
        };
    }

    public AlertPosition PositionOf(RunAlert alert) => new(Sort, alert.CreatedAt, alert.IncidentId);

    private static Guid? ReadRunId(string? text, ParameterReader reader)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (!Guid.TryParse(text, out var runId))
        {
            reader.Refuse("runId", "A UUID.");
        }

        return runId;
    }

    private static AlertPosition? ReadPosition(string? cursor, string sort, Cursors cursors, ParameterReader reader)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        var position = cursors.Read<AlertPosition>(CursorPurpose, cursor);
        if (position?.Sort != sort)
        {
            reader.Refuse("cursor", "Not a cursor of this list and order.");
            return null;
        }

        return position;
    }
}
