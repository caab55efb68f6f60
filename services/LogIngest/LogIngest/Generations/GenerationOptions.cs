using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.LogIngest.Generations;

/// <summary>How large a generation grows, and how long it is kept.</summary>
internal sealed class GenerationOptions
{
    public const string SectionName = "LogIngest:Generations";

    /// <summary>Rows at which a generation is sealed. Searches read the open one without statistics, so it stays small. Default 250,000.</summary>
    [Range(1, 10_000_000)]
    public int SealRows { get; set; } = 250_000;

    /// <summary>Age at which a generation that holds anything is sealed. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SealAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Commits at which a generation is sealed: histograms read one line for each. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int SealCommits { get; set; } = 10_000;

    /// <summary>How long a generation is kept after it was sealed. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Rows kept at most; beyond them the oldest generations go before their time. Default 50 million.</summary>
    [Range(1, long.MaxValue)]
    public long MaxRows { get; set; } = 50_000_000;

    /// <summary>Bytes kept at most, indexes included; beyond them the oldest generations go before their time. Default 20 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 20L << 30;
}

[OptionsValidator]
internal sealed partial class ValidateGenerationOptions : IValidateOptions<GenerationOptions>;
