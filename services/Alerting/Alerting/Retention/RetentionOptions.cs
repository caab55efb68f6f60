using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Alerting.Retention;

/// <summary>How long Alerting remembers. Section: <c>Alerting:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Alerting:Retention";

    /// <summary>Days a resolved incident is kept, with its timeline and its notifications. Default 400; an open one stays.</summary>
    [Range(1, 3650)]
    public int IncidentDays { get; set; } = 400;

    /// <summary>Days a run is kept for medians, evidence and previews. Default 90, the longest span of a preview.</summary>
    [Range(1, 3650)]
    public int RunDays { get; set; } = 90;

    /// <summary>Hours a metric's value is kept for evidence and previews. Default 24: about 300,000 values of one host.</summary>
    [Range(1, 720)]
    public int MetricHours { get; set; } = 24;
}

[OptionsValidator]
internal sealed partial class ValidateRetentionOptions : IValidateOptions<RetentionOptions>;
