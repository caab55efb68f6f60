using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.LogIngest.Tail;

/// <summary>Who may watch the live tail from a browser, and how many at once.</summary>
internal sealed class TailOptions
{
    public const string SectionName = "LogIngest:Tail";

    /// <summary>Origins besides the product's own whose pages may connect, exactly as browsers send them, e.g. <c>https://ops.example</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; set; } = [];

    /// <summary>Watchers at the same time; one more is answered 429. Default 200.</summary>
    [Range(1, 10_000)]
    public int MaxWatchers { get; set; } = 200;
}

[OptionsValidator]
internal sealed partial class ValidateTailOptions : IValidateOptions<TailOptions>;
