using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.TaskGeneration.Abandonment;

/// <summary>How long a run may be silent. Section: <c>TaskGeneration:Abandonment</c>.</summary>
public sealed class AbandonmentOptions
{
    /// <summary>Where the settings are read from.</summary>
    public const string SectionName = "TaskGeneration:Abandonment";

    /// <summary>
    /// Silence after which a run that sends heartbeats is stalled. Default 50 s, so that together with one <see cref="SweepInterval"/> an
    /// alert opens within a minute of the reporter's death. Reporters should send one at least every third of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan HeartbeatSilence { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>Least silence granted to a run that has announced its duration and sends no heartbeats. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "30.00:00:00")]
    public TimeSpan MinimumSilence { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Silence granted to a run that has said nothing about its duration and sends no heartbeats. Default 6 h.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "30.00:00:00")]
    public TimeSpan UnknownSilence { get; set; } = TimeSpan.FromHours(6);

    /// <summary>Time between two searches for silent runs. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class ValidateAbandonmentOptions : IValidateOptions<AbandonmentOptions>;
