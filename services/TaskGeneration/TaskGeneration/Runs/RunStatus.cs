namespace Monitoring.TaskGeneration.Runs;

/// <summary>The states of a run, as stored and as on the wire.</summary>
/// <remarks>
/// <code>
/// running ──complete──▶ completed | partial | failed      (final)
///    │ ▲
/// silence │ heartbeat, error
///    ▼ │
/// stalled ──complete──▶ completed | partial | failed
/// </code>
/// </remarks>
internal static class RunStatus
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Partial = "partial";
    public const string Failed = "failed";
    public const string Stalled = "stalled";

    public static IReadOnlyList<string> All { get; } = [Running, Completed, Partial, Failed, Stalled];

    public static bool IsFinal(string status) => status is Completed or Partial or Failed;
}
