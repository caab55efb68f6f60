using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Preview;

/// <summary>Reads what a rule would have seen in a span of the past, in the order in which it would have seen it.</summary>
internal sealed class PreviewReader(ModuleDatabase<AlertingModule> database)
{
    /// <summary>Most observations one preview replays; a longer past is cut at its end.</summary>
    public const int MaxObservations = 100_000;

    /// <returns>The subjects, and whether there were more of them.</returns>
    public async Task<(IReadOnlyList<Subject> Subjects, bool IsTruncated)> ReadAsync(
        AlertRule rule, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        if (rule.Check.Signal == Signals.Metric)
        {
            var samples = await MetricObservationStore.WithinAsync(connection, rule.Metric!, rule.Filter, from, to, MaxObservations, cancellationToken);
            return ([.. samples.Select(sample => MetricSubject.Of(rule, sample)).OfType<Subject>()], samples.Count == MaxObservations);
        }

        var runs = await RunObservationStore.WithinAsync(connection, from, to, MaxObservations, cancellationToken);
        var earlier = await ReadEarlierAsync(connection, runs, cancellationToken);
        return ([.. SubjectsOf(rule, runs, earlier)], runs.Count == MaxObservations);
    }

    // The median of the first runs of the span needs the runs before it.
    private static async Task<Dictionary<string, List<RunObservation>>> ReadEarlierAsync(
        NpgsqlConnection connection, IReadOnlyList<RunObservation> runs, CancellationToken cancellationToken)
    {
        var earlier = new Dictionary<string, List<RunObservation>>();
        foreach (var first in runs.DistinctBy(run => run.GenerationType))
        {
            earlier[first.GenerationType] = [.. await RunObservationStore.BeforeAsync(
                connection, first.GenerationType, first.At, first.RunId, RunMeasure.HistoryLength, cancellationToken)];
        }

        return earlier;
    }

    private static IEnumerable<Subject> SubjectsOf(
        AlertRule rule, IReadOnlyList<RunObservation> runs, Dictionary<string, List<RunObservation>> earlier)
    {
        foreach (var run in runs)
        {
            var history = earlier[run.GenerationType];
            if (RunSubject.Of(rule, run, RunMeasure.UsualDurationMs(history)) is { } subject)
            {
                yield return subject;
            }

            if (!run.IsStalled)
            {
                history.Insert(0, run);
                history.RemoveRange(Math.Min(history.Count, RunMeasure.HistoryLength), Math.Max(0, history.Count - RunMeasure.HistoryLength));
            }
        }
    }
}
