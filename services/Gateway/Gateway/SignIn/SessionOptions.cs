using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.SignIn;

/// <summary>How long a browser stays signed in. Section: <c>Gateway:Session</c>.</summary>
/// <remarks>Standalone on its own machine raises both defaults, to 12 hours and 7 days.</remarks>
public sealed class SessionOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string SectionName = "Gateway:Session";

    /// <summary>Ends a session nobody used for so long; at least 5 minutes, since use is recorded once a minute. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "30.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Ends a session however busy it is; a value below <see cref="IdleTimeout"/> makes that one moot. Default 12 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "90.00:00:00")]
    public TimeSpan AbsoluteTimeout { get; set; } = TimeSpan.FromHours(12);
}

[OptionsValidator]
internal sealed partial class ValidateSessionOptions : IValidateOptions<SessionOptions>;
