using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Evaluation;

/// <summary>Turns a run into the value that a check judges. Pure.</summary>
internal static class RunMeasure
{
    /// <summary>Runs of the same type that the median is taken over.</summary>
    public const int HistoryLength = 20;

    /// <summary>Fewer runs than this have no usual duration.</summary>
    public const int MinHistory = 5;

    /// <param name="check">A check on generation runs.</param>
    /// <param name="run">The run.</param>
    /// <param name="usualDurationMs">See <see cref="UsualDurationMs"/>.</param>
    /// <returns>In the check's unit; null when the run says nothing on it.</returns>
    public static double? Of(RuleCheck check, RunObservation run, double? usualDurationMs)
    {
        if (run.IsStalled)
        {
            return check == RuleCheck.Stalled ? 1 : null;
        }

        return check.Name switch
        {
            "success_rate" => run.SuccessRate,
            "error_count" => run.ErrorCount,
            "duration" => run.DurationMs,
            "duration_vs_median" => usualDurationMs > 0 ? run.DurationMs / usualDurationMs : null,
            // A run without items neither failed completely nor shows that the next one would not.
            "complete_failure" => run.TotalCount == 0 ? null : run.SuccessCount == 0 ? 1 : 0,
            "stalled" => 0,
            _ => throw new ArgumentException($"{check.Name} does not check generation runs.", nameof(check)),
        };
    }

    /// <summary>Median duration of the last <see cref="HistoryLength"/> runs that ended; null when they are fewer than <see cref="MinHistory"/>.</summary>
    /// <param name="earlier">Runs of the type before the one judged, newest first.</param>
    public static double? UsualDurationMs(IEnumerable<RunObservation> earlier)
    {
        var durations = earlier.Where(run => !run.IsStalled).Take(HistoryLength).Select(run => run.DurationMs).Order().ToArray();
        if (durations.Length < MinHistory)
        {
            return null;
        }

        var middle = durations.Length / 2;
        return durations.Length % 2 == 1 ? durations[middle] : (durations[middle - 1] + durations[middle]) / 2.0;
    }
}
