using System.Numerics;
using System.Text.Json;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Comparison;

/// <summary>Puts two runs side by side. Pure.</summary>
internal static class RunComparer
{
    public static RunComparison Compare(RunView left, RunView right, IReadOnlyList<ErrorGroup> errorGroups) => new(
        left,
        right,
        new(
            Of<long>(left.TotalCount, right.TotalCount),
            Of<long>(left.SuccessCount, right.SuccessCount),
            Of<long>(left.FailedCount, right.FailedCount),
            Of<long>(left.SkippedCount, right.SkippedCount),
            Of<long>(left.ErrorCount, right.ErrorCount)),
        Of(left.DurationMs, right.DurationMs),
        Of(left.SuccessRate, right.SuccessRate),
        errorGroups,
        Metadata(left.Metadata, right.Metadata));

    private static Compared<T> Of<T>(T? left, T? right)
        where T : struct, ISubtractionOperators<T, T, T> =>
        new(left, right, left is { } from && right is { } to ? to - from : null);

    private static IReadOnlyList<MetadataEntry> Metadata(JsonElement left, JsonElement right) =>
        [.. left.EnumerateObject().Concat(right.EnumerateObject())
            .Select(member => member.Name).Distinct().Order(StringComparer.Ordinal)
            .Select(key => new MetadataEntry(key, Member(left, key), Member(right, key)))];

    private static JsonElement? Member(JsonElement metadata, string key) => metadata.TryGetProperty(key, out var value) ? value : null;
}
