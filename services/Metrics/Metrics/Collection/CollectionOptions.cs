using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Metrics.Collection;

/// <summary>How the host and this process are watched.</summary>
public sealed class CollectionOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "Metrics:Collection";

    /// <summary>False where another process of the suite already watches this host. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Time between collections. Default 30 seconds; the first is taken right at the start.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class ValidateCollectionOptions : IValidateOptions<CollectionOptions>;
