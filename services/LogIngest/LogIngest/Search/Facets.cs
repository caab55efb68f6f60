using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>Records by service and by level, most first.</summary>
/// <remarks>Each list leaves the choice in its own dimension out of account, so that a page can show what another choice would find.</remarks>
/// <param name="Services">At most <see cref="MaxServices"/>.</param>
/// <param name="Levels">Levels that occur.</param>
/// <param name="Partial">Time ran out; the counts are too low.</param>
internal sealed record Facets(IReadOnlyList<FacetValue> Services, IReadOnlyList<FacetValue> Levels, bool Partial)
{
    public const int MaxServices = 500;

    public static Facets Of(CountTable counts, LogFilter filter)
    {
        var cells = counts.Cells.ToList();
        var services = cells.Where(cell => filter.Levels.IsEmpty || filter.Levels.Contains(cell.Level));
        var levels = cells.Where(cell => filter.Services.IsEmpty || filter.Services.Contains(cell.Service));
        return new(
            [.. Sum(services.Select(static cell => (cell.Service, cell.Count))).Take(MaxServices)],
            [.. Sum(levels.Select(static cell => (cell.Level.Name(), cell.Count)))],
            counts.IsPartial);
    }

    private static IEnumerable<FacetValue> Sum(IEnumerable<(string Value, long Count)> cells) =>
        cells.GroupBy(static cell => cell.Value)
            .Select(static group => new FacetValue(group.Key, group.Sum(static cell => cell.Count)))
            .Where(static facet => facet.Count > 0)
            .OrderByDescending(static facet => facet.Count).ThenBy(static facet => facet.Value, StringComparer.Ordinal);
}

/// <summary>One value of a dimension and how many records have it.</summary>
internal sealed record FacetValue(string Value, long Count);
