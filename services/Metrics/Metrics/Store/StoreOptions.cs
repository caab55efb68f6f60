using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Metrics.Store;

/// <summary>How long samples are kept and when a generation of the log is closed.</summary>
public sealed class StoreOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Metrics:Store";

    /// <summary>Age at which samples may go. Default 24 hours. They leave a generation at a time, so some stay up to two hours longer.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "7.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Age at which the open generation is closed. Default one hour: 25 tables for a day of samples, which a query over all of it still
    /// reads in one statement.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "06:00:00")]
    public TimeSpan SealAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Samples at which the open generation is closed earlier. Default 1,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public long SealSamples { get; set; } = 1_000_000;
}

[OptionsValidator]
internal sealed partial class ValidateStoreOptions : IValidateOptions<StoreOptions>;
