using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Monitoring.TaskGeneration.Alerts;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.History;

/// <summary>One page of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="NextCursor">Leads to the next page; null on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>An error of a run.</summary>
internal sealed record RunErrorView(Guid Id, DateTimeOffset OccurredAt, string? ErrorType, string Message, string? Stack, JsonElement? Context);

/// <summary>Something that happened to a run.</summary>
/// <param name="At">When.</param>
/// <param name="Kind"><c>started</c>, <c>heartbeat</c>, <c>error</c>, <c>completed</c>, <c>stalled</c>, <c>alert_opened</c>, <c>alert_changed</c> or <c>alert_resolved</c>.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Severity"><c>warning</c> or <c>critical</c> for alerts; null otherwise.</param>
internal sealed record TimelineEntry(DateTimeOffset At, string Kind, string Text, string? Severity = null);

/// <summary>A run with everything known of it.</summary>
internal sealed record RunDetail : RunView
{
    [SetsRequiredMembers]
    public RunDetail(RunView run, IReadOnlyList<RunErrorView> errors, IReadOnlyList<RunAlertView> alerts, IReadOnlyList<TimelineEntry> timeline)
        : base(run)
    {
        Errors = errors;
        Alerts = alerts;
        Timeline = timeline;
    }

    /// <summary>The first 500 errors; <see cref="RunView.ErrorCount"/> counts all.</summary>
    public IReadOnlyList<RunErrorView> Errors { get; }

    /// <summary>Alerts about the run, oldest first.</summary>
    public IReadOnlyList<RunAlertView> Alerts { get; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; }
}
