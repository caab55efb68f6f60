using MassTransit;
using Monitoring.Alerting.Rules;
using Monitoring.Contracts.Metrics.V1;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Judges observed metric values, by every enabled rule on their metrics.</summary>
internal sealed class MetricEvaluation(EvaluationPass pass)
{
    private const int HistoryLength = 20;

    public async Task JudgeAsync(UnitOfWork work, IReadOnlyList<MetricObservation> samples, CancellationToken cancellationToken)
    {
        using var activity = AlertingTelemetry.Source.StartActivity(AlertingTelemetry.EvaluateSpan);
        activity?.SetTag("monitoring.samples", samples.Count);

        var rules = await RuleStore.ShareEnabledAsync(work, cancellationToken);
        await MetricObservationStore.InsertAsync(work, samples, cancellationToken);

        var subjects =
            from sample in samples
            from rule in rules
            let subject = MetricSubject.Of(rule, sample)
            where subject is not null
            select subject;
        await pass.RunAsync(
            work,
            [.. subjects],
            subject => MetricObservationStore.BeforeAsync(work.Connection, subject.Sample!, HistoryLength, cancellationToken),
            cancellationToken);
    }
}

/// <summary>Values were stored by Metrics: judge them.</summary>
internal sealed class SamplesObservedConsumer(Inbox<AlertingModule> inbox, MetricEvaluation evaluation) : IConsumer<SamplesObserved>
{
    public Task Consume(ConsumeContext<SamplesObserved> context) => inbox.OnceAsync(
        "alerting.samples-observed",
        context,
        (work, cancellationToken) => evaluation.JudgeAsync(work, MetricObservation.From(context.Message), cancellationToken));
}
