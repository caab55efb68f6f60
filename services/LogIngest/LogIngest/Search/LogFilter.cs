using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using Monitoring.LogIngest.Records;
using Monitoring.ServiceDefaults.Http;

namespace Monitoring.LogIngest.Search;

/// <summary>What a page has selected: the query as typed, and services, levels and a trace picked beside it.</summary>
/// <param name="Query">The typed query, and the trace.</param>
/// <param name="Services">Picked services; empty is any.</param>
/// <param name="Levels">Picked levels; empty is any.</param>
internal sealed record LogFilter(LogQuery Query, ImmutableArray<string> Services, ImmutableArray<Severity> Levels)
{
    /// <summary>Everything in one query.</summary>
    public LogQuery ToQuery()
    {
        var terms = Query.Terms.ToBuilder();
        if (Services.Length > 0)
        {
            terms.Add(new ServiceTerm(Services));
        }

        if (Levels.Length > 0)
        {
            terms.Add(new LevelTerm(Levels));
        }

        return new(terms.ToImmutable());
    }

    /// <summary>Reads a filter; what is wrong is noted in <paramref name="reader"/>.</summary>
    /// <param name="reader">Collects errors under the names q, service, level and traceId.</param>
    /// <param name="q">A query, see <see cref="LogQueryParser"/>.</param>
    /// <param name="service">Names, repeated or separated by commas.</param>
    /// <param name="level">Levels, repeated or separated by commas.</param>
    /// <param name="traceId">32 hexadecimal digits.</param>
    public static LogFilter Read(ParameterReader reader, string? q, StringValues service, StringValues level, string? traceId)
    {
        if (!LogQueryParser.TryParse(reader.Text("q", q), out var query, out var error))
        {
            reader.Refuse("q", $"At position {error.Position}: {error.Message}");
            query = LogQuery.All;
        }

        if (reader.Text("traceId", traceId) is { } trace)
        {
            if (Guid.TryParseExact(trace, "N", out var id))
            {
                query = new(query.Terms.Add(new TraceTerm(id)));
            }
            else
            {
                reader.Refuse("traceId", "32 hexadecimal digits.");
            }
        }

        return new(query, ReadList(reader, "service", service), ReadLevels(reader, level));
    }

    private static ImmutableArray<Severity> ReadLevels(ParameterReader reader, StringValues level)
    {
        var names = ReadList(reader, "level", level);
        if (names.Length == 0)
        {
            return [];
        }

        if (LogQueryParser.TryParseLevels(string.Join(',', names), out var levels))
        {
            return levels;
        }

        reader.Refuse("level", $"One or more of {string.Join(", ", Severities.Names)}.");
        return [];
    }

    private static ImmutableArray<string> ReadList(ParameterReader reader, string name, StringValues values) =>
        [.. reader.Text(name, string.Join(',', values.AsEnumerable()))?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []];
}
