using System.Globalization;
using Monitoring.TaskGeneration.Alerts;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.History;

/// <summary>Tells a run's story from what is stored of it. Pure.</summary>
internal static class RunTimeline
{
    public static IReadOnlyList<TimelineEntry> Of(Run run, IEnumerable<RunErrorView> errors, IEnumerable<RunAlert> alerts)
    {
        List<TimelineEntry> entries =
        [
            new(run.StartedAt, "started", run.Source is null ? "Started." : $"Started by {run.Source}."),
            .. errors.Select(error => new TimelineEntry(
                error.OccurredAt, "error", error.ErrorType is null ? error.Message : $"{error.ErrorType}: {error.Message}")),
        ];
        if (run.LastHeartbeatAt is { } heartbeat)
        {
            entries.Add(new(heartbeat, "heartbeat", DescribeProgress(run)));
        }

        if (run.StalledAt is { } stalled)
        {
            entries.Add(new(stalled, "stalled", "Not heard of for too long: declared stalled."));
        }

        if (run.CompletedAt is { } completed)
        {
            entries.Add(new(completed, "completed", DescribeCompletion(run)));
        }

        entries.AddRange(alerts.SelectMany(AlertEntries));
        // A stable sort: an alert follows what it is about, though both carry the same instant.
        return [.. entries.OrderBy(entry => entry.At)];
    }

    private static IEnumerable<TimelineEntry> AlertEntries(RunAlert alert)
    {
        yield return new(alert.CreatedAt, "alert_opened", alert.Message, alert.Severity);
        if (alert.AcknowledgedAt is { } acknowledged)
        {
            yield return new(acknowledged, "alert_changed", $"{alert.RuleName} was acknowledged.", alert.Severity);
        }

        if (alert.ResolvedAt is { } resolved)
        {
            yield return new(resolved, "alert_resolved", $"{alert.RuleName} was resolved.", alert.Severity);
        }
    }

    private static string DescribeProgress(Run run)
    {
        var count = (run.ProgressProcessed, run.ProgressTotal) switch
        {
            ({ } processed, { } total) => $"{processed} of {total}",
            ({ } processed, null) => $"{processed} done",
            _ => null,
        };
        var parts = new[] { count, run.ProgressMessage }.Where(part => part is not null);
        return $"Last heartbeat{(run.HasProgress ? $": {string.Join(", ", parts)}" : "")}.";
    }

    private static string DescribeCompletion(Run run) => string.Create(
        CultureInfo.InvariantCulture,
        $"Ended {run.Status} after {run.DurationMs} ms: {run.SuccessCount} of {run.TotalCount} succeeded, {run.FailedCount} failed, {run.SkippedCount} skipped.");
}
