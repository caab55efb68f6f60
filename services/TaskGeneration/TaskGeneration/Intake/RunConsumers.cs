using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Intake;

/// <summary>Records the start of a run that another system reports over the bus.</summary>
internal sealed class RecordStartConsumer(RunIntake intake, RunValidator validator, RunRecorder recorder) : IConsumer<RecordGenerationStart>
{
    public Task Consume(ConsumeContext<RecordGenerationStart> context)
    {
        var message = context.Message;
        var origin = new RunOrigin(Activity.Current?.TraceId.ToString(), context.CorrelationId?.ToString());
        var request = new StartRunRequest
        {
            Id = message.RunId.ToString(),
            GenerationType = message.GenerationType,
            TargetYear = message.TargetYear,
            TargetMonth = message.TargetMonth,
            Source = message.Source,
            StartedAt = message.StartedAt?.ToString("O", CultureInfo.InvariantCulture),
            Metadata = message.Metadata,
            ExpectedDurationMs = message.ExpectedDurationMs,
        };
        return intake.TakeAsync("task-generation.record-start", context, message.RunId, validator.Validate(request),
            (work, start, cancellationToken) => recorder.StartAsync(work, start, origin, cancellationToken));
    }
}

/// <summary>Records a sign of life that another system sends over the bus.</summary>
internal sealed class RecordHeartbeatConsumer(RunIntake intake, RunRecorder recorder) : IConsumer<RecordGenerationHeartbeat>
{
    public Task Consume(ConsumeContext<RecordGenerationHeartbeat> context)
    {
        var message = context.Message;
        var request = new HeartbeatRequest { Processed = message.Processed, Total = message.Total, Message = message.Message };
        return intake.TakeAsync("task-generation.record-heartbeat", context, message.RunId, RunValidator.Validate(request),
            (work, heartbeat, cancellationToken) => recorder.HeartbeatAsync(work, message.RunId, heartbeat, cancellationToken));
    }
}

/// <summary>Records an error that another system reports over the bus.</summary>
internal sealed class RecordErrorConsumer(RunIntake intake, RunRecorder recorder) : IConsumer<RecordGenerationError>
{
    public Task Consume(ConsumeContext<RecordGenerationError> context)
    {
        var message = context.Message;
        var request = new ReportErrorRequest { Message = message.Message, Type = message.Type, Stack = message.Stack, Context = message.Context };
        return intake.TakeAsync("task-generation.record-error", context, message.RunId, RunValidator.Validate(request),
            (work, error, cancellationToken) => recorder.ErrorAsync(work, message.RunId, Guid.CreateVersion7(), error, cancellationToken));
    }
}

/// <summary>Records the end of a run that another system reports over the bus.</summary>
internal sealed class RecordCompleteConsumer(RunIntake intake, RunRecorder recorder) : IConsumer<RecordGenerationComplete>
{
    public Task Consume(ConsumeContext<RecordGenerationComplete> context)
    {
        var message = context.Message;
        var request = new CompleteRunRequest
        {
            Stats = new() { Total = message.Total, Success = message.Success, Failed = message.Failed, Skipped = message.Skipped },
            DurationMs = message.DurationMs,
            ErrorMessages = message.ErrorMessages,
        };
        return intake.TakeAsync("task-generation.record-complete", context, message.RunId, RunValidator.Validate(request),
            (work, completion, cancellationToken) => recorder.CompleteAsync(work, message.RunId, completion, cancellationToken));
    }
}
