using Microsoft.Extensions.Options;

namespace Monitoring.Alerting.Notifications;

/// <summary>Settings of notifications. Section: <c>Alerting</c>.</summary>
public sealed class NotificationOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Alerting";

    /// <summary>Address at which people reach the console, e.g. <c>https://monitoring.example.com</c>; links in notifications start with it. Default none: they are paths.</summary>
    public Uri? PublicUrl { get; set; }
}

/// <summary>Refuses an address that no link can start with.</summary>
internal sealed class ValidateNotificationOptions : IValidateOptions<NotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationOptions options) =>
        options.PublicUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{NotificationOptions.SectionName}:{nameof(NotificationOptions.PublicUrl)} is {options.PublicUrl}; it must be an absolute http or https URL.");
}
