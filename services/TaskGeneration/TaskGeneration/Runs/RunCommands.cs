using System.Security.Cryptography;
using System.Text.Json;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>A valid wish to record the start of a run; texts are fit to be stored.</summary>
/// <param name="Id">Chosen by the reporter; null lets the recorder choose.</param>
/// <param name="Metadata">JSON object.</param>
internal sealed record StartRun(
    Guid? Id,
    string GenerationType,
    int? TargetYear,
    int? TargetMonth,
    string? Source,
    DateTimeOffset? StartedAt,
    string Metadata,
    long? ExpectedDurationMs);

/// <summary>Where a start came from: ids that lead to its trace and its logs.</summary>
/// <remarks>Not part of the content of a start: a repeated request has another trace and is the same start.</remarks>
internal sealed record RunOrigin(string? TraceId, string? CorrelationId);

/// <summary>A valid sign of life.</summary>
internal sealed record Heartbeat(int? Processed, int? Total, string? Message);

/// <summary>A valid report of one error.</summary>
/// <param name="Context">JSON object, or null.</param>
internal sealed record ReportError(string Message, string? Type, string? Stack, string? Context);

/// <summary>A valid report of a run's end.</summary>
internal sealed record CompleteRun(RunCounts Counts, long? DurationMs, IReadOnlyList<string> ErrorMessages)
{
    /// <summary>When the run ended, where the report comes later; null: it ends as it is reported.</summary>
    public DateTimeOffset? CompletedAt { get; init; }
}

/// <summary>Tells a repeated command from one that contradicts the first.</summary>
internal static class Fingerprint
{
    public static byte[] Of<T>(T command) => SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(command));
}
