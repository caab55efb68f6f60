using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Monitoring.Client;
using Monitoring.Demo.Generation;
using Monitoring.Demo.Templates;

namespace Monitoring.Demo.Reporting;

/// <summary>One run of a flow, reported as any program would: the run by the client library, what happens within by logs and metrics.</summary>
internal sealed partial class MonitoredGeneration(
    TaskGenerator generator,
    TaskFolder folder,
    GenerationMonitor monitor,
    DemoMetrics metrics,
    TimeProvider clock,
    ILogger<MonitoredGeneration> logger)
{
    /// <returns>One line that says how it went.</returns>
    public async Task<string> RunAsync(GenerationMode mode, int year, int month, TimeSpan itemPause)
    {
        var type = JsonNamingPolicy.SnakeCaseLower.ConvertName(mode.ToString());
        // Ties run and logs together: the client sends this trace with the run, the log exporter with each record.
        using var activity = new Activity($"generate {type}").SetIdFormat(ActivityIdFormat.W3C).Start();
        var startedAt = clock.GetTimestamp();
        try
        {
            var stats = await monitor.MonitorAsync(
                type, year, month, (run, _) => GenerateAsync(run, mode, type, year, month, itemPause), metadata: new { templates = TemplateFile.FileName });
            metrics.RecordRun(type, stats, clock.GetElapsedTime(startedAt));
            LogFinished(type, year, month, stats.Success, stats.Total, stats.Failed, stats.Skipped);
            return $"{year}-{month:00} {type,-8} {stats.Success,3} of {stats.Total,3} generated, {stats.Failed,2} failed, {stats.Skipped} skipped";
        }
        catch (UnknownTemplateException exception)
        {
            LogBroken(type, year, month, exception);
            return $"{year}-{month:00} {type,-8} broke: {exception.Message}";
        }
    }

    private async Task<GenerationStats> GenerateAsync(GenerationRun run, GenerationMode mode, string type, int year, int month, TimeSpan itemPause)
    {
        var items = generator.Plan(mode, month);
        LogStarted(type, year, month, items.Count);
        var tasks = new List<GeneratedTask>();
        var failed = 0;
        for (var i = 0; i < items.Count; i++)
        {
            run.ReportProgress(i, items.Count, items[i].Template.Title);
            try
            {
                tasks.AddRange(generator.Generate(items[i], year, month) is { } task ? [task] : []);
            }
            catch (TaskGenerationException exception)
            {
                failed++;
                run.RecordError(exception, new { template = items[i].Template.Id, subject = items[i].Subject.Id });
                LogItemFailed(items[i].Template.Id, items[i].Subject.Id, exception);
            }

            await Task.Delay(itemPause, clock, CancellationToken.None);
        }

        await folder.WriteAsync(type, year, month, tasks);
        return new(items.Count, tasks.Count, failed, items.Count - tasks.Count - failed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Generation {GenerationType} for {Year}-{Month} started with {ItemCount} tasks to generate")]
    private partial void LogStarted(string generationType, int year, int month, int itemCount);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Template} for {Subject} could not be generated")]
    private partial void LogItemFailed(string template, string subject, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Generation {GenerationType} for {Year}-{Month} ended: {Success} of {Total} generated, {Failed} failed, {Skipped} skipped")]
    private partial void LogFinished(string generationType, int year, int month, int success, int total, int failed, int skipped);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {GenerationType} for {Year}-{Month} broke")]
    private partial void LogBroken(string generationType, int year, int month, Exception exception);
}
