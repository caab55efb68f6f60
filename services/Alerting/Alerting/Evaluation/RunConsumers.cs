using MassTransit;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Messaging;

namespace Monitoring.Alerting.Evaluation;

/// <summary>A run ended: judge it.</summary>
internal sealed class RunFinishedConsumer(Inbox<AlertingModule> inbox, RunEvaluation evaluation) : IConsumer<GenerationRunFinished>
{
    public Task Consume(ConsumeContext<GenerationRunFinished> context) => inbox.OnceAsync(
        "alerting.run-finished",
        context,
        (work, cancellationToken) => evaluation.JudgeAsync(work, RunObservation.From(context.Message), cancellationToken));
}

/// <summary>A run went silent: judge it.</summary>
internal sealed class RunAbandonedConsumer(Inbox<AlertingModule> inbox, RunEvaluation evaluation) : IConsumer<GenerationRunAbandoned>
{
    public Task Consume(ConsumeContext<GenerationRunAbandoned> context) => inbox.OnceAsync(
        "alerting.run-abandoned",
        context,
        (work, cancellationToken) => evaluation.JudgeAsync(work, RunObservation.From(context.Message), cancellationToken));
}
