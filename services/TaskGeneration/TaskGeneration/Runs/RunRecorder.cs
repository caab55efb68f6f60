using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Live;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Abandonment;

namespace Monitoring.TaskGeneration.Runs;

/// <summary>What became of a command.</summary>
internal enum RecordedAs
{
    /// <summary>The change is stored.</summary>
    New,

    /// <summary>The same had been recorded before; nothing changed.</summary>
    Repetition,

    /// <summary>There is no such run.</summary>
    UnknownRun,

    /// <summary>The run's state, or what was recorded before, does not allow it.</summary>
    Contradiction,
}

/// <param name="Kind">What became of the command.</param>
/// <param name="Run">The run as it is now; null when it is not known.</param>
internal readonly record struct Recorded(RecordedAs Kind, Run? Run);

/// <summary>Records what reporters say about their runs: the one way in, for HTTP and for the bus.</summary>
/// <remarks>
/// Rows and the messages about them are stored in the caller's <see cref="UnitOfWork"/>; the run's row stays locked until it commits, so that
/// messages of one run leave in the order of what happened to it.
/// </remarks>
internal sealed class RunRecorder(IOptions<AbandonmentOptions> options, LiveFeed<LiveEvent> live)
{
    private const int MaxPublishedMessages = 20;

    public async Task<Recorded> StartAsync(UnitOfWork work, StartRun start, RunOrigin origin, CancellationToken cancellationToken)
    {
        var id = start.Id ?? Guid.CreateVersion7();
        var allowance = SilenceAllowance.Of(sendsHeartbeats: false, start.ExpectedDurationMs, options.Value);
        if (await RunStore.InsertAsync(work, id, start, origin, allowance, cancellationToken) is not { } run)
        {
            var existing = (await RunStore.LockAsync(work, id, cancellationToken))!;
            return new(existing.StartSha256.AsSpan().SequenceEqual(Fingerprint.Of(start)) ? RecordedAs.Repetition : RecordedAs.Contradiction, existing);
        }

        await work.PublishAsync(RunMessages.Started(run), RunMessages.OrderKey(run.Id), cancellationToken);
        Announce(work, run);
        return new(RecordedAs.New, run);
    }

    public async Task<Recorded> HeartbeatAsync(UnitOfWork work, Guid id, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        if (await RunStore.LockAsync(work, id, cancellationToken) is not { } run)
        {
            return new(RecordedAs.UnknownRun, null);
        }

        if (RunStatus.IsFinal(run.Status))
        {
            return new(RecordedAs.Contradiction, run);
        }

        var allowance = SilenceAllowance.Of(sendsHeartbeats: true, run.ExpectedDurationMs, options.Value);
        run = (await RunStore.UpdateHeartbeatAsync(work, id, heartbeat, allowance, cancellationToken))!;
        Announce(work, run);
        return new(RecordedAs.New, run);
    }

    public async Task<Recorded> ErrorAsync(UnitOfWork work, Guid id, Guid errorId, ReportError error, CancellationToken cancellationToken)
    {
        if (await RunStore.LockAsync(work, id, cancellationToken) is not { } run)
        {
            return new(RecordedAs.UnknownRun, null);
        }

        // An error that arrives after the completion is evidence all the same.
        var allowance = SilenceAllowance.Of(run.LastHeartbeatAt is not null, run.ExpectedDurationMs, options.Value);
        run = (await RunStore.CountErrorAsync(work, id, allowance, cancellationToken))!;
        await RunStore.InsertErrorAsync(work, errorId, id, error, cancellationToken);
        Announce(work, run);
        return new(RecordedAs.New, run);
    }

    public async Task<Recorded> CompleteAsync(UnitOfWork work, Guid id, CompleteRun completion, CancellationToken cancellationToken)
    {
        if (await RunStore.LockAsync(work, id, cancellationToken) is not { } run)
        {
            return new(RecordedAs.UnknownRun, null);
        }

        if (RunStatus.IsFinal(run.Status))
        {
            var isEqual = run.CompletionSha256.AsSpan().SequenceEqual(Fingerprint.Of(completion));
            return new(isEqual ? RecordedAs.Repetition : RecordedAs.Contradiction, run);
        }

        // Many reporters send each error when it happens and all of them again at the end; an error counts once.
        var errors = await RunStore.CompareErrorsAsync(work, id, completion.ErrorMessages, MaxPublishedMessages, cancellationToken);
        var errorCount = run.ErrorCount + errors.New.Count;
        run = (await RunStore.UpdateCompletionAsync(
            work, id, completion, RunOutcome.Of(completion.Counts, errorCount), errorCount, cancellationToken))!;
        IReadOnlyList<string> messages = [.. errors.First.Concat(errors.New).Take(MaxPublishedMessages)];
        await work.PublishAsync(RunMessages.Finished(run, messages), RunMessages.OrderKey(id), cancellationToken);
        Announce(work, run);
        return new(RecordedAs.New, run);
    }

    private void Announce(UnitOfWork work, Run run) =>
        work.AfterCommit(() => live.Publish([new LiveEvent("runs", new RunState(run.Id, run.Status))]));
}
