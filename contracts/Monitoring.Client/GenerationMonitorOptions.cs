using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Client;

/// <summary>Where a program's runs are recorded, and how much may wait to be sent.</summary>
public sealed class GenerationMonitorOptions
{
    /// <summary>Address of the monitoring system, e.g. <c>https://monitoring.example.com</c>. Required.</summary>
    [Required]
    public Uri? BaseAddress { get; set; }

    /// <summary>API key with the scope <c>tasks:write</c>, and <c>read</c> for the queries. Required.</summary>
    [Required]
    public string? ApiKey { get; set; }

    /// <summary>Name under which this program's runs appear. Default: the name of the program.</summary>
    [StringLength(200)]
    public string Source { get; set; } = AppDomain.CurrentDomain.FriendlyName;

    /// <summary>Records that may wait to be sent; what exceeds them is dropped and counted. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int Capacity { get; set; } = 10_000;

    /// <summary>How long one attempt to send, or one query, may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping program waits for what is not sent yet; the rest is dropped and counted. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan FlushTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class ValidateGenerationMonitorRanges : IValidateOptions<GenerationMonitorOptions>;

internal sealed class ValidateGenerationMonitorAddress : IValidateOptions<GenerationMonitorOptions>
{
    public ValidateOptionsResult Validate(string? name, GenerationMonitorOptions options) =>
        options.BaseAddress is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"BaseAddress is '{options.BaseAddress}'; it must be an absolute http or https address.");
}
