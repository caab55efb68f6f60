using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Alerting.Notifications.Webhook;
using Monitoring.ServiceDefaults.Http.OutboundGuard;

namespace Monitoring.Alerting.Notifications;

/// <summary>Registers what writes, admits and sends notifications.</summary>
internal static class NotificationServiceCollectionExtensions
{
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NotificationOptions>().BindConfiguration(NotificationOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NotificationOptions>, ValidateNotificationOptions>();
        builder.AddGuardedHttpClient(WebhookNotifier.ClientName, NotificationOptions.SectionName);

        builder.Services.AddSingleton<NotificationMetrics>();
        builder.Services.AddSingleton<AdmissionSignal>();
        builder.Services.AddSingleton<NotificationQueue>();
        builder.Services.AddSingleton<NotificationWriter>();
        builder.Services.AddSingleton<WebhookNotifier>();
        builder.Services.AddHostedService<AdmissionLoop>();
        builder.Services.AddHostedService<NotificationSender>();
        builder.Services.AddHealthChecks().AddCheck<NotificationHealthCheck>(NotificationHealthCheck.Name);
        return builder;
    }
}
