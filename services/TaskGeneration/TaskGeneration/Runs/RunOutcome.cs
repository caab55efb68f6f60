namespace Monitoring.TaskGeneration.Runs;

/// <summary>Items of a run, as its reporter counted them.</summary>
internal sealed record RunCounts(int Total, int Success, int Failed, int Skipped);

/// <summary>What a run's counts say about it. Pure.</summary>
/// <param name="Status"><see cref="RunStatus.Completed"/>, <see cref="RunStatus.Partial"/> or <see cref="RunStatus.Failed"/>.</param>
/// <param name="SuccessRate">0–100; null when the run had no items.</param>
internal readonly record struct RunOutcome(string Status, double? SuccessRate)
{
    /// <param name="counts">Validated: not negative, parts not more than the total.</param>
    /// <param name="errorCount">Errors reported during the run and with its completion.</param>
    public static RunOutcome Of(RunCounts counts, int errorCount)
    {
        if (counts.Total == 0)
        {
            // Nothing to do is success; nothing done because of an error is not.
            return new(errorCount == 0 ? RunStatus.Completed : RunStatus.Failed, null);
        }

        // Skipped items were left out on purpose. Items that are missing from the count were not, so they did not succeed.
        var unsuccessful = counts.Total - counts.Success - counts.Skipped;
        var status = unsuccessful == 0 ? RunStatus.Completed
            : counts.Success > 0 ? RunStatus.Partial
            : RunStatus.Failed;
        return new(status, 100.0 * counts.Success / counts.Total);
    }
}
