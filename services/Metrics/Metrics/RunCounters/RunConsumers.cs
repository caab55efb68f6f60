using MassTransit;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Intake;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics.RunCounters;

/// <summary>A run began: count it.</summary>
internal sealed class RunStartedConsumer(Inbox<MetricsModule> inbox, RunTotalsChanged changed, TimeProvider clock) : IConsumer<GenerationRunStarted>
{
    private static readonly Dictionary<string, int> _noItems = [];

    public Task Consume(ConsumeContext<GenerationRunStarted> context) =>
        inbox.OnceAsync("metrics.run-started", context, async (work, cancellationToken) =>
        {
            await RunTotals.AddAsync(work, context.Message.GenerationType, clock.GetUtcNow(), "started", _noItems, cancellationToken);
            work.AfterCommit(changed.Signal.Set);
        });
}

/// <summary>A run went silent: count it.</summary>
internal sealed class RunAbandonedConsumer(Inbox<MetricsModule> inbox, RunTotalsChanged changed, TimeProvider clock) : IConsumer<GenerationRunAbandoned>
{
    private static readonly Dictionary<string, int> _noItems = [];

    public Task Consume(ConsumeContext<GenerationRunAbandoned> context) =>
        inbox.OnceAsync("metrics.run-abandoned", context, async (work, cancellationToken) =>
        {
            await RunTotals.AddAsync(work, context.Message.GenerationType, clock.GetUtcNow(), "stalled", _noItems, cancellationToken);
            work.AfterCommit(changed.Signal.Set);
        });
}

/// <summary>A run ended: count it and its items, and store its duration.</summary>
internal sealed class RunFinishedConsumer(
    Inbox<MetricsModule> inbox, PointIntake intake, IntakeMetrics metrics, RunTotalsChanged changed, TimeProvider clock) : IConsumer<GenerationRunFinished>
{
    public const string DurationMetric = "generation.run.duration_ms";

    public Task Consume(ConsumeContext<GenerationRunFinished> context) =>
        inbox.OnceAsync("metrics.run-finished", context, (work, cancellationToken) => CountAsync(work, context.Message, cancellationToken));

    private async Task CountAsync(UnitOfWork work, GenerationRunFinished run, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, int>
        {
            ["success"] = run.SuccessCount,
            ["failed"] = run.FailedCount,
            ["skipped"] = run.SkippedCount,
        };
        await RunTotals.AddAsync(work, run.GenerationType, clock.GetUtcNow(), run.Status, items, cancellationToken);
        work.AfterCommit(changed.Signal.Set);

        // Nobody waits for it: an intake that is overloaded costs a point of a chart, not the delivery, whose attempts other modules share.
        work.AfterCommit(() => _ = StoreDurationAsync(run));
    }

    private async Task StoreDurationAsync(GenerationRunFinished run)
    {
        var duration = new PointList(run.CompletedAt);
        duration.Gauge(DurationMetric, "ms", run.DurationMs, ("generation_type", run.GenerationType));
        try
        {
            await intake.StoreAsync(RunTotalsPass.Source, duration.Points, CancellationToken.None);
        }
        // Whatever the reason, the run is counted already, and nobody is there to try again.
        catch (Exception)
        {
            metrics.RecordLost(duration.Points.Count);
        }
    }
}
