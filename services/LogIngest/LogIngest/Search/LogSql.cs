using System.Text;
using Monitoring.LogIngest.Storage;
using Npgsql;

namespace Monitoring.LogIngest.Search;

/// <summary>A query as conditions on a heap; built once, used for every heap of a search.</summary>
/// <remarks>Values travel as parameters only. Equality of service and level, and of the trace, are what the heaps have indexes for.</remarks>
internal sealed class LogSql
{
    private readonly List<object> _values = [];
    private readonly List<string> _conditions = [];

    /// <summary>The conditions, each led by <c>and</c>; parameters count on from <c>$1</c>.</summary>
    public string Conditions => string.Concat(_conditions.Select(static condition => $" and {condition}"));

    /// <summary>Puts a query into SQL.</summary>
    public static async Task<LogSql> FromAsync(LogQuery query, ServiceNames services, Resources resources, CancellationToken cancellationToken)
    {
        var sql = new LogSql();
        foreach (var term in query.Terms)
        {
            var condition = term switch
            {
                TextTerm { IsExact: true } text => $"strpos(message, {sql.Parameter(text.Text)}) > 0",
                // Half the time under this collation, which folds the case of ASCII letters only.
                TextTerm text => $"message {(Ascii.IsValid(text.Text) ? "collate \"C\" " : "")}ilike {sql.Parameter($"%{EscapePattern(text.Text)}%")}",
                ServiceTerm service => sql.AnyOf("service", await services.FindAsync(service.Services, cancellationToken)),
                LevelTerm level => sql.AnyOf("level", [.. level.Levels.Select(static level => (short)level)]),
                TraceTerm trace => $"trace_id = {sql.Parameter(trace.TraceId)}",
                AttributeTerm attribute => sql.HasAttribute(attribute, await resources.FindAsync(attribute.Key, attribute.Value, cancellationToken)),
                _ => throw new ArgumentOutOfRangeException(nameof(query), term, null),
            };
            // A missing attribute or trace is null, and what is null neither equals nor differs.
            sql._conditions.Add(term.IsNegated ? $"({condition}) is not true" : $"({condition})");
        }

        return sql;
    }

    /// <summary>Adds a value of the caller's own part of the statement and returns its placeholder.</summary>
    public string Parameter(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    /// <summary>A copy to which one statement can add its own values.</summary>
    public LogSql Copy()
    {
        var copy = new LogSql();
        copy._values.AddRange(_values);
        copy._conditions.AddRange(_conditions);
        return copy;
    }

    /// <summary>A command with the values of all placeholders.</summary>
    public NpgsqlCommand CreateCommand(NpgsqlConnection connection, string statement)
    {
        var command = new NpgsqlCommand(statement, connection);
        foreach (var value in _values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    // A single value lets the planner read the btree in order and stop at the limit.
    private string AnyOf(string column, short[] values) => values switch
    {
        [] => "false",
        [var only] => $"{column} = {Parameter(only)}",
        _ => $"{column} = any({Parameter(values)})",
    };

    private string HasAttribute(AttributeTerm term, int[] resourceIds)
    {
        var value = Parameter(term.Value);
        var condition = $"attributes ->> {Parameter(term.Key)} = {value}";
        if (term.Key.Contains('.', StringComparison.Ordinal))
        {
            condition += $" or attributes #>> {Parameter(term.Key.Split('.'))} = {value}";
        }

        return resourceIds.Length == 0 ? condition : $"{condition} or resource_id = any({Parameter(resourceIds)})";
    }

    private static string EscapePattern(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
