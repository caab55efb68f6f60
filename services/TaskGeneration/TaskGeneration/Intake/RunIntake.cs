using MassTransit;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Intake;

/// <summary>Takes a message of another system through the validation and the recorder that HTTP uses, once.</summary>
internal sealed class RunIntake(Inbox<TaskGenerationModule> inbox, RejectedMessages rejected)
{
    /// <param name="consumer">Name of the consumer in the inbox.</param>
    /// <param name="context">The delivery.</param>
    /// <param name="runId">The run it is about.</param>
    /// <param name="validated">What the message asks for.</param>
    /// <param name="record">Records it.</param>
    /// <exception cref="UnknownRunException">There is no such run (yet).</exception>
    public Task TakeAsync<TMessage, TCommand>(
        string consumer,
        ConsumeContext<TMessage> context,
        Guid runId,
        Validated<TCommand> validated,
        Func<UnitOfWork, TCommand, CancellationToken, Task<Recorded>> record)
        where TMessage : class
        where TCommand : class => inbox.OnceAsync(consumer, context, async (work, cancellationToken) =>
    {
        if (validated.Command is not { } command)
        {
            var faults = validated.Errors.Select(error => $"{error.Key}: {string.Join(" ", error.Value)}");
            await rejected.AddAsync(work, context, runId, string.Join(" ", faults));
            return;
        }

        switch ((await record(work, command, cancellationToken)).Kind)
        {
            case RecordedAs.UnknownRun:
                throw new UnknownRunException(runId);
            case RecordedAs.Contradiction:
                await rejected.AddAsync(work, context, runId, "It contradicts what was recorded of the run before.");
                break;
            default:
                break;
        }
    });
}
