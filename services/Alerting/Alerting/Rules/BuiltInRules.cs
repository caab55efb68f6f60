namespace Monitoring.Alerting.Rules;

/// <summary>The rules that every installation starts with, as they are before anybody edits them.</summary>
internal static class BuiltInRules
{
    // Two collections of the host at the default period of 30 s: one busy moment is not an alert.
    private static readonly TimeSpan _hostHold = TimeSpan.FromSeconds(60);

    public static IReadOnlyList<AlertRule> All { get; } =
    [
        Run("run.success-rate", "Success rate of a run", RuleCheck.SuccessRate, 95, 80,
            "Too few of a run's items succeeded."),
        Run("run.error-count", "Errors in a run", RuleCheck.ErrorCount, 10, 50,
            "Many errors were recorded during one run."),
        Run("run.duration", "Duration of a run", RuleCheck.Duration, 30_000, 60_000,
            "A run took longer than runs may take."),
        Run("run.duration-vs-median", "Run slower than usual", RuleCheck.DurationVsMedian, 3, null,
            "A run took several times the median of the last 20 runs of its type; judged from the fifth run on."),
        Run("run.complete-failure", "Nothing succeeded", RuleCheck.CompleteFailure, null, 1,
            "A run had items and none of them succeeded."),
        Run("run.stalled", "Run went silent", RuleCheck.Stalled, null, 1,
            "A run neither ended nor gave a sign of life in time; its process may be gone."),
        Host("host.cpu", "Processor load", "system.cpu.utilization", 0.90, 0.95,
            "All processors together are nearly used up.", KeyValuePair.Create("cpu", "total")),
        Host("host.memory", "Memory in use", "system.memory.utilization", 0.90, 0.95,
            "Memory is nearly used up."),
        Host("host.filesystem", "Disk in use", "system.filesystem.utilization", 0.95, 0.98,
            "A file system is nearly full."),
    ];

    /// <returns>The rule as shipped, or null when this release ships none of that key.</returns>
    public static AlertRule? Find(string? key) => All.FirstOrDefault(rule => rule.Key == key);

    private static AlertRule Run(string key, string name, RuleCheck check, double? warning, double? critical, string description) =>
        Rule(key, name, check, description) with
        {
            Unit = check.Unit!,
            Comparison = check.Comparison!,
            Warning = warning,
            Critical = critical,
        };

    private static AlertRule Host(
        string key, string name, string metric, double warning, double critical, string description, params KeyValuePair<string, string>[] filter) =>
        Rule(key, name, RuleCheck.Threshold, description) with
        {
            Metric = metric,
            Filter = new(filter),
            Warning = warning,
            Critical = critical,
            HoldFor = _hostHold,
        };

    private static AlertRule Rule(string key, string name, RuleCheck check, string description) => new()
    {
        Id = Guid.Empty, // Given when the rule is stored.
        Key = key,
        Name = name,
        Description = description,
        IsEnabled = true,
        Check = check,
        Filter = LabelSet.Empty,
        Comparison = Comparisons.Above,
        HoldFor = TimeSpan.Zero,
        Unit = "ratio",
        Version = 1,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
