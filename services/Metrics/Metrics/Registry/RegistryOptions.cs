using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Metrics.Registry;

/// <summary>How many series a sender may have.</summary>
public sealed class RegistryOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Metrics:Registry";

    /// <summary>
    /// Active series of one source (API key or signed-in user). Default 10,000. A point of a further series is refused with
    /// <c>series_limit</c>; the source's existing series go on. A series without samples for 24 hours is no longer active.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxSeriesPerSource { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class ValidateRegistryOptions : IValidateOptions<RegistryOptions>;
