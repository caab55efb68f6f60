using System.Globalization;
using Dapper;
using Monitoring.ServiceDefaults.Http;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.History;

/// <summary>Where a reader of a list has come to: the sort value and the id of the last row, and the order they belong to.</summary>
internal sealed record RunPosition(string Sort, string Value, Guid Id);

/// <summary>Which runs a list shows, and in which order.</summary>
internal sealed record RunFilter
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    /// <summary>Sort keys; each has an index of the same expression, so that a page is read without its predecessors.</summary>
    private static readonly Dictionary<string, (string Expression, string Type)> _sorts = new()
    {
        ["startedAt"] = ("started_at", "timestamptz"),
        ["durationMs"] = ("coalesce(duration_ms, -1)", "bigint"),
        ["errorCount"] = ("error_count", "int"),
    };

    private static readonly string[] _sortNames = [.. _sorts.Keys.SelectMany(name => new[] { $"-{name}", name })];

    public string? GenerationType { get; init; }
    public string? Status { get; init; }
    public int? TargetYear { get; init; }
    public int? TargetMonth { get; init; }
    public string? Source { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Text { get; init; }
    public required string Sort { get; init; }
    public required int Limit { get; init; }
    public RunPosition? After { get; init; }

    private bool IsDescending => Sort[0] == '-';

    private (string Expression, string Type) SortKey => _sorts[Sort.TrimStart('-')];

    public static RunFilter Read(RunListParameters parameters, Cursors cursors, ParameterReader reader)
    {
        var sort = reader.Word("sort", parameters.Sort, _sortNames) ?? "-startedAt";
        return new()
        {
            GenerationType = reader.Text("generationType", parameters.GenerationType),
            Status = reader.Word("status", parameters.Status, RunStatus.All),
            TargetYear = reader.Number("targetYear", parameters.TargetYear, 0, 9999),
            TargetMonth = reader.Number("targetMonth", parameters.TargetMonth, 1, 12),
            Source = reader.Text("source", parameters.Source),
            From = reader.Time("from", parameters.From),
            To = reader.Time("to", parameters.To),
            Text = reader.Text("q", parameters.Q),
            Sort = sort,
            Limit = reader.Number("limit", parameters.Limit, 1, MaxLimit) ?? DefaultLimit,
            After = ReadPosition(parameters.Cursor, sort, cursors, reader),
        };
    }

    /// <summary>The query of one page and its parameters; it asks for one row more than the page, which tells whether there is a next one.</summary>
    public (string Sql, DynamicParameters Parameters) ToSql()
    {
        var parameters = new DynamicParameters(new { Rows = Limit + 1 });
        var conditions = new List<string>();
        Add("generation_type = @GenerationType", "GenerationType", GenerationType);
        Add("status = @Status", "Status", Status);
        Add("target_year = @TargetYear", "TargetYear", TargetYear);
        Add("target_month = @TargetMonth", "TargetMonth", TargetMonth);
        Add("source = @Source", "Source", Source);
        Add("started_at >= @From", "From", From);
        Add("started_at < @To", "To", To);
        Add(
            """
            (strpos(lower(concat_ws(' ', generation_type, source, metadata::text, error_messages::text)), lower(@Text)) > 0
              or exists (select 1 from generation_run_error e where e.run_id = generation_run.id
                and strpos(lower(concat_ws(' ', e.error_type, e.message)), lower(@Text)) > 0))
            """,
            "Text",
            Text);
        var (expression, type) = SortKey;
        Add($"({expression}, id) {(IsDescending ? '<' : '>')} (@AfterValue::{type}, @AfterId)", "AfterValue", After?.Value);
        parameters.Add("AfterId", After?.Id);
        var direction = IsDescending ? "desc" : "asc";
        return (
            $"""
            select {RunStore.Columns} from generation_run
            {(conditions.Count == 0 ? "" : $"where {string.Join(" and ", conditions)}")}
            order by {expression} {direction}, id {direction} limit @Rows
            """,
            parameters);

        void Add(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add(name, value);
            }
        }
    }

    public RunPosition PositionOf(Run run) => new(Sort, SortValueOf(run), run.Id);

    private string SortValueOf(Run run) => Sort.TrimStart('-') switch
    {
        "durationMs" => (run.DurationMs ?? -1).ToString(CultureInfo.InvariantCulture),
        "errorCount" => run.ErrorCount.ToString(CultureInfo.InvariantCulture),
        _ => run.StartedAt.ToString("O", CultureInfo.InvariantCulture),
    };

    private static RunPosition? ReadPosition(string? cursor, string sort, Cursors cursors, ParameterReader reader)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        var position = cursors.Read<RunPosition>(RunHistory.CursorPurpose, cursor);
        if (position?.Sort != sort)
        {
            reader.Refuse("cursor", "Not a cursor of this list and order.");
            return null;
        }

        return position;
    }
}
