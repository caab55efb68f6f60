namespace Monitoring.Alerting;

/// <summary>One page of a list; <paramref name="NextCursor"/> is null on the last one.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
