using System.Text.Json;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Comparison;

/// <summary>Two runs side by side; every delta is right minus left.</summary>
internal sealed record RunComparison(
    RunView Left,
    RunView Right,
    CountComparison Counts,
    Compared<long> DurationMs,
    Compared<double> SuccessRate,
    IReadOnlyList<ErrorGroup> ErrorGroups,
    IReadOnlyList<MetadataEntry> Metadata);

/// <summary>A value of both runs; the delta is null when one of them has none.</summary>
internal sealed record Compared<T>(T? Left, T? Right, T? Delta)
    where T : struct;

/// <summary>The counts of both runs.</summary>
internal sealed record CountComparison(
    Compared<long> Total, Compared<long> Success, Compared<long> Failed, Compared<long> Skipped, Compared<long> Errors);

/// <summary>Errors of one type and message, and how often each run had them.</summary>
internal sealed record ErrorGroup
{
    public string? ErrorType { get; init; }
    public required string Message { get; init; }
    public required long Left { get; init; }
    public required long Right { get; init; }
}

/// <summary>A top-level member of the metadata; null where a run has none.</summary>
internal sealed record MetadataEntry(string Key, JsonElement? Left, JsonElement? Right);
