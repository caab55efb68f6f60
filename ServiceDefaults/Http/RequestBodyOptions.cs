using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>How much a sender may hand over in one request.</summary>
public sealed class RequestBodyOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "RequestBody";

    /// <summary>Largest body in bytes, after decompression. Default 16 MiB; a larger one is answered 413.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 16 * 1024 * 1024;
}

[OptionsValidator]
internal sealed partial class ValidateRequestBodyOptions : IValidateOptions<RequestBodyOptions>;
