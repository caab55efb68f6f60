using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Spans;

/// <summary>Records the runs among the spans of a request, all or none; tells the sender which spans are not kept, and why.</summary>
internal sealed class SpanIntake(ModuleDatabase<TaskGenerationModule> database, RunValidator validator, RunRecorder recorder)
{
    private const string ServiceName = "service.name";

    // All are recorded in one transaction, which holds a connection and the locks of its runs as long as it takes.
    private const int MaxRuns = 1_000;

    public async Task<OtlpOutcome> StoreAsync(ExportTraceServiceRequest request, CancellationToken cancellationToken)
    {
        var runs = RunsOf(request).ToList();
        if (runs.Count(run => run is not null) > MaxRuns)
        {
            throw new BadHttpRequestException($"A request holds at most {MaxRuns} runs.", StatusCodes.Status413PayloadTooLarge);
        }

        var refusals = new List<string>();
        await using var work = await database.BeginAsync(cancellationToken);
        foreach (var run in runs)
        {
            if (await RecordAsync(work, run, cancellationToken) is { } refusal)
            {
                refusals.Add(refusal);
            }
        }

        await work.CommitAsync(cancellationToken);
        return refusals.Count == 0 ? OtlpOutcome.Accepted : new(refusals.Count, string.Join(" ", refusals.Distinct().Take(5)));
    }

    private static IEnumerable<RunSpan?> RunsOf(ExportTraceServiceRequest request) =>
        from resource in request.ResourceSpans
        let source = resource.Resource?.Attributes.LastOrDefault(attribute => attribute.Key == ServiceName)?.Value.ToText()
        from scope in resource.ScopeSpans
        from span in scope.Spans
        select RunSpan.Of(span, source);

    /// <returns>Why the span is not kept; null when it is recorded, now or before.</returns>
    private async Task<string?> RecordAsync(UnitOfWork work, RunSpan? run, CancellationToken cancellationToken)
    {
        if (run is null)
        {
            return "Only spans with the attribute generation.type are kept, as generation runs.";
        }

        var (start, startFaults) = validator.Validate(run.Start);
        var (completion, completionFaults) = RunValidator.Validate(run.Completion);
        var errors = run.Errors.Select(RunValidator.Validate).ToList();
        if (start is null || completion is null || errors.Exists(error => error.Command is null))
        {
            var faults = startFaults.Concat(completionFaults).Concat(errors.SelectMany(error => error.Errors));
            return string.Join(" ", faults.Select(fault => $"{fault.Key}: {string.Join(" ", fault.Value)}"));
        }

        var recorded = await recorder.StartAsync(work, start, run.Origin, cancellationToken);
        if (recorded.Kind == RecordedAs.New)
        {
            var id = recorded.Run!.Id;
            foreach (var error in errors)
            {
                await recorder.ErrorAsync(work, id, Guid.CreateVersion7(), error.Command!, cancellationToken);
            }

            await recorder.CompleteAsync(work, id, completion with { CompletedAt = run.EndedAt }, cancellationToken);
        }

        return recorded.Kind == RecordedAs.Contradiction ? "A run of this span is recorded with another start." : null;
    }
}
