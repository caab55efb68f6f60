using System.Text.RegularExpressions;

namespace Monitoring.Alerting.Rules;

/// <summary>Turns a request into a rule, or says everything that is wrong with it. Pure.</summary>
internal static partial class RuleValidator
{
    private const int MaxNameLength = 200;
    private const int MaxDescriptionLength = 2000;
    private const int MaxUnitLength = 32;
    private const int MaxFilterLabels = 10;
    private const int MaxLabelNameLength = 128;
    private const int MaxLabelValueLength = 1024;
    private const int MaxHoldSeconds = 86_400;

    private static readonly string[] _runLabels = ["generation_type", "source"];

    /// <returns>The rule with an empty id and version 1, or null when <paramref name="errors"/> has got entries.</returns>
    public static AlertRule? Read(RuleRequest request, FieldErrors errors)
    {
        CheckTexts(request, errors);
        if (RuleCheck.Find(request.Check) is not { } check)
        {
            errors.Add("check", $"Must be one of {string.Join(", ", RuleCheck.All.Select(known => known.Name))}.");
            return null;
        }

        errors.AddUnless(request.Signal is null || request.Signal == check.Signal, "signal", $"Must be {check.Signal} for the check {check.Name}.");
        CheckMetric(request, check, errors);
        CheckFilter(request.Filter ?? new Dictionary<string, string?>(), check, errors);
        CheckHold(request.HoldSeconds ?? 0, check, errors);
        var comparison = ReadComparison(request, check, errors);
        CheckThresholds(request.Warning, request.Critical, check, comparison, errors);
        return errors.Any ? null : ToRule(request, check, comparison);
    }

    private static void CheckTexts(RuleRequest request, FieldErrors errors)
    {
        errors.AddUnless(!string.IsNullOrWhiteSpace(request.Name), "name", "Is required.");
        CheckText(request.Name, MaxNameLength, "name", errors);
        CheckText(request.Description, MaxDescriptionLength, "description", errors);
        CheckText(request.Unit, MaxUnitLength, "unit", errors);
        errors.AddUnless(request.Version is null or > 0, "version", "Must be the version that was read, 1 or more.");
    }

    private static void CheckText(string? text, int maxLength, string field, FieldErrors errors)
    {
        errors.AddUnless(text is null || text.Length <= maxLength, field, $"May have at most {maxLength} characters.");
        errors.AddUnless(text is null || !text.Any(char.IsControl), field, "May not hold control characters.");
    }

    private static void CheckMetric(RuleRequest request, RuleCheck check, FieldErrors errors)
    {
        if (check.Signal == Signals.Metric)
        {
            errors.AddUnless(
                request.Metric is not null && MetricName().IsMatch(request.Metric),
                "metric",
                "Must be a metric name: a letter, then at most 127 letters, digits and any of _ . : / -.");
            return;
        }

        errors.AddUnless(request.Metric is null, "metric", $"Must be left out for the check {check.Name}.");
        errors.AddUnless(request.Unit is null || request.Unit == check.Unit, "unit", $"Must be {check.Unit} for the check {check.Name}.");
    }

    private static void CheckFilter(IReadOnlyDictionary<string, string?> filter, RuleCheck check, FieldErrors errors)
    {
        errors.AddUnless(filter.Count <= MaxFilterLabels, "filter", $"May have at most {MaxFilterLabels} labels.");
        foreach (var (name, value) in filter)
        {
            if (check.Signal == Signals.GenerationRun && !_runLabels.Contains(name))
            {
                errors.Add("filter", $"A run is filtered by {string.Join(" and ", _runLabels)} only.");
            }

            errors.AddUnless(
                name.Length is > 0 and <= MaxLabelNameLength && value?.Length <= MaxLabelValueLength && !name.Concat(value).Any(char.IsControl),
                "filter",
                $"A label has a name of 1 to {MaxLabelNameLength} and a value of at most {MaxLabelValueLength} characters, without control characters.");
        }
    }

    private static void CheckHold(int holdSeconds, RuleCheck check, FieldErrors errors)
    {
        errors.AddUnless(holdSeconds is >= 0 and <= MaxHoldSeconds, "holdSeconds", $"Must be from 0 to {MaxHoldSeconds}.");
        errors.AddUnless(
            holdSeconds == 0 || check.Signal == Signals.Metric, "holdSeconds", "Must be 0 for runs: a run is one event, it cannot stay bad.");
    }

    private static string ReadComparison(RuleRequest request, RuleCheck check, FieldErrors errors)
    {
        if (check.Comparison is not null)
        {
            errors.AddUnless(
                request.Comparison is null || request.Comparison == check.Comparison, "comparison", $"Must be {check.Comparison} for the check {check.Name}.");
            return check.Comparison;
        }

        errors.AddUnless(request.Comparison is Comparisons.Above or Comparisons.Below, "comparison", "Must be above or below.");
        return request.Comparison ?? Comparisons.Above;
    }

    private static void CheckThresholds(double? warning, double? critical, RuleCheck check, string comparison, FieldErrors errors)
    {
        errors.AddUnless(warning is not null || critical is not null, "warning", "Give at least one of warning and critical.");
        CheckThreshold(warning, "warning", check, errors);
        CheckThreshold(critical, "critical", check, errors);
        var isOrdered = comparison == Comparisons.Above ? !(critical <= warning) : !(critical >= warning);
        errors.AddUnless(isOrdered, "critical", $"Must be {(comparison == Comparisons.Above ? "greater" : "less")} than warning.");
    }

    private static void CheckThreshold(double? threshold, string field, RuleCheck check, FieldErrors errors)
    {
        if (threshold is not { } value)
        {
            return;
        }

        errors.AddUnless(double.IsFinite(value), field, "Must be a finite number.");
        if (check == RuleCheck.CompleteFailure || check == RuleCheck.Stalled)
        {
            errors.AddUnless(value == 1, field, $"Must be 1: {check.Name} either happened or did not.");
        }
        else if (check == RuleCheck.SuccessRate)
        {
            errors.AddUnless(value is >= 0 and <= 100, field, "Must be from 0 to 100.");
        }
        else if (check.Signal == Signals.GenerationRun)
        {
            errors.AddUnless(value >= 0, field, "Must not be negative.");
        }
    }

    private static AlertRule ToRule(RuleRequest request, RuleCheck check, string comparison) => new()
    {
        Id = Guid.Empty,
        Name = request.Name!.Trim(),
        Description = request.Description ?? "",
        IsEnabled = request.IsEnabled ?? true,
        Check = check,
        Metric = request.Metric,
        Filter = new((request.Filter ?? new Dictionary<string, string?>()).Select(pair => KeyValuePair.Create(pair.Key, pair.Value!))),
        Comparison = comparison,
        Warning = request.Warning,
        Critical = request.Critical,
        HoldFor = TimeSpan.FromSeconds(request.HoldSeconds ?? 0),
        // By the semantic conventions, what is called utilization is a ratio.
        Unit = check.Unit ?? request.Unit ?? (request.Metric!.EndsWith(".utilization", StringComparison.Ordinal) ? "ratio" : ""),
        Version = 1,
        UpdatedAt = default,
    };

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.:/-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex MetricName();
}
