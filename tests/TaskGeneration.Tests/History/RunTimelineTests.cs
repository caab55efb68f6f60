using Monitoring.TaskGeneration.Alerts;
using Monitoring.TaskGeneration.History;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Tests.History;

public sealed class RunTimelineTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Everything_that_happened_is_told_in_order_and_an_alert_after_what_it_is_about()
    {
        var run = Running() with
        {
            Status = RunStatus.Partial,
            LastHeartbeatAt = _start.AddMinutes(1),
            ProgressProcessed = 3,
            ProgressTotal = 4,
            ProgressMessage = "letters",
            StalledAt = _start.AddMinutes(3),
            CompletedAt = _start.AddMinutes(4),
            DurationMs = 240_000,
            TotalCount = 4,
            SuccessCount = 2,
            FailedCount = 1,
            SkippedCount = 1,
        };
        var error = new RunErrorView(Guid.Empty, _start.AddMinutes(2), "IOException", "disk full", null, null);

        var timeline = RunTimeline.Of(run, [error], [Alert(_start.AddMinutes(4))]);

        Assert.Equal(
            [
                new(_start, "started", "Started by billing."),
                new(_start.AddMinutes(1), "heartbeat", "Last heartbeat: 3 of 4, letters."),
                new(_start.AddMinutes(2), "error", "IOException: disk full"),
                new(_start.AddMinutes(3), "stalled", "Not heard of for too long: declared stalled."),
                new(_start.AddMinutes(4), "completed", "Ended partial after 240000 ms: 2 of 4 succeeded, 1 failed, 1 skipped."),
                new(_start.AddMinutes(4), "alert_opened", "50 % is below 80 %.", "critical"),
                new(_start.AddMinutes(5), "alert_changed", "Success rate was acknowledged.", "critical"),
                new(_start.AddMinutes(6), "alert_resolved", "Success rate was resolved.", "critical"),
            ],
            timeline);
    }

    [Theory]
    [InlineData(null, null, null, "Last heartbeat.")]
    [InlineData(3, null, null, "Last heartbeat: 3 done.")]
    [InlineData(null, null, "waiting", "Last heartbeat: waiting.")]
    public void A_heartbeat_says_what_is_known_of_the_progress(int? processed, int? total, string? message, string text)
    {
        var run = Running() with
        {
            LastHeartbeatAt = _start,
            ProgressProcessed = processed,
            ProgressTotal = total,
            ProgressMessage = message,
        };

        Assert.Equal(text, RunTimeline.Of(run, [], [])[1].Text);
    }

    private static Run Running() => new()
    {
        Id = Guid.Empty,
        GenerationType = "auto",
        Source = "billing",
        Status = RunStatus.Running,
        StartedAt = _start,
        ErrorMessages = "[]",
        Metadata = "{}",
        LastSeenAt = _start,
        StartSha256 = [],
    };

    private static RunAlert Alert(DateTimeOffset at) => new()
    {
        IncidentId = Guid.Empty,
        AlertType = "success_rate",
        RuleName = "Success rate",
        Severity = "critical",
        Status = "resolved",
        Message = "50 % is below 80 %.",
        CreatedAt = at,
        AcknowledgedAt = at.AddMinutes(1),
        ResolvedAt = at.AddMinutes(2),
        Version = 3,
    };
}
