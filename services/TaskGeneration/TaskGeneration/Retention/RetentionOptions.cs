using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.TaskGeneration.Retention;

/// <summary>How long records are kept. Section: <c>TaskGeneration:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>Where the settings are read from.</summary>
    public const string SectionName = "TaskGeneration:Retention";

    /// <summary>Days a run, its errors and its alerts are kept after its start. Default 400, so that a year can be compared with the one before.</summary>
    [Range(1, 3650)]
    public int RunDays { get; set; } = 400;

    /// <summary>Days an <c>Idempotency-Key</c> is remembered. Default 7.</summary>
    [Range(1, 90)]
    public int IdempotencyKeyDays { get; set; } = 7;

    /// <summary>Days a rejected message is kept. Default 30.</summary>
    [Range(1, 3650)]
    public int RejectedMessageDays { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class ValidateRetentionOptions : IValidateOptions<RetentionOptions>;
