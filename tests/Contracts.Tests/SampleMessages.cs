using System.Text.Json;
using Monitoring.Contracts.Alerting.V1;
using Monitoring.Contracts.Metrics.V1;
using Monitoring.Contracts.TaskGeneration.V1;

namespace Monitoring.Contracts.Tests;

/// <summary>One instance of each message with every field set, so that the snapshots show the whole wire form.</summary>
internal static class SampleMessages
{
    private static readonly Guid _runId = Guid.Parse("01999f5a-7c00-7000-8000-000000000001");
    private static readonly DateTimeOffset _startedAt = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _endedAt = new(2026, 1, 31, 8, 0, 42, 500, TimeSpan.Zero);

    public static IReadOnlyList<object> All { get; } =
    [
        new GenerationRunStarted
        {
            RunId = _runId,
            GenerationType = "auto",
            TargetYear = 2026,
            TargetMonth = 1,
            Source = "billing",
            StartedAt = _startedAt,
        },
        new GenerationRunFinished
        {
            RunId = _runId,
            GenerationType = "auto",
            TargetYear = 2026,
            TargetMonth = 1,
            Source = "billing",
            Status = "partial",
            StartedAt = _startedAt,
            CompletedAt = _endedAt,
            DurationMs = 42_500,
            TotalCount = 120,
            SuccessCount = 117,
            FailedCount = 2,
            SkippedCount = 1,
            SuccessRate = 97.5,
            ErrorCount = 2,
            ErrorMessages = ["No rate for customer 7."],
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        },
        new GenerationRunAbandoned
        {
            RunId = _runId,
            GenerationType = "auto",
            TargetYear = 2026,
            TargetMonth = 1,
            Source = "billing",
            StartedAt = _startedAt,
            LastHeartbeatAt = _endedAt,
            AbandonedAt = _endedAt.AddSeconds(50),
        },
        new RecordGenerationStart
        {
            RunId = _runId,
            GenerationType = "auto",
            TargetYear = 2026,
            TargetMonth = 1,
            Source = "billing",
            StartedAt = _startedAt,
            Metadata = JsonElement.Parse("""{"region":"eu","customers":120}"""),
            ExpectedDurationMs = 60_000,
        },
        new RecordGenerationHeartbeat
        {
            RunId = _runId,
            Processed = 60,
            Total = 120,
            Message = "invoices",
        },
        new RecordGenerationError
        {
            RunId = _runId,
            Message = "No rate for customer 7.",
            Type = "RateMissing",
            Stack = "at billing.generate (billing.py:42)",
            Context = JsonElement.Parse("""{"customer":7}"""),
        },
        new RecordGenerationComplete
        {
            RunId = _runId,
            Total = 120,
            Success = 117,
            Failed = 2,
            Skipped = 1,
            DurationMs = 42_500,
            ErrorMessages = ["No rate for customer 7."],
        },
        new IncidentChanged
        {
            IncidentId = Guid.Parse("01999f5a-7c00-7000-8000-000000000002"),
            Version = 3,
            Change = "resolved",
            RuleId = Guid.Parse("01999f5a-7c00-7000-8000-000000000003"),
            RuleName = "Generation success rate",
            Check = "success_rate",
            Signal = "generation_run",
            Severity = "warning",
            Status = "resolved",
            Message = "Success rate of auto for 2026-01 was 92.5 %; at least 95 % is expected.",
            Labels = new Dictionary<string, string> { ["run_id"] = _runId.ToString(), ["generation_type"] = "auto" },
            Threshold = 95,
            Actual = 92.5,
            StartedAt = _startedAt,
            AcknowledgedAt = _startedAt.AddMinutes(5),
            ResolvedAt = _startedAt.AddMinutes(30),
            ChangedAt = _startedAt.AddMinutes(30),
        },
        new SamplesObserved
        {
            ObservedAt = _startedAt,
            Samples =
            [
                new ObservedSample
                {
                    Metric = "system.cpu.utilization",
                    Labels = new Dictionary<string, string> { ["cpu"] = "total" },
                    Value = 0.125,
                },
            ],
        },
    ];
}
