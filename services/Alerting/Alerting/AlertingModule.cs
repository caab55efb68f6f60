using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Alerting.Channels;
using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Incidents;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Preview;
using Monitoring.Alerting.Retention;
using Monitoring.Alerting.Rules;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting;

/// <summary>Owns rules, incidents and their notifications.</summary>
public sealed class AlertingModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "alerting";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        // First of all hosted services, so that no observation meets an installation without rules.
        builder.Services.AddHostedService<BuiltInRuleSeeding>();
        builder.AddModuleStorage(this);

        builder.Services.AddSingleton<RuleStore>();
        builder.Services.AddSingleton<RuleEditor>();

        builder.Services.AddSingleton<EvaluationMetrics>();
        builder.Services.AddSingleton<EvaluationPass>();
        builder.Services.AddSingleton<RunEvaluation>();
        builder.Services.AddSingleton<MetricEvaluation>();

        builder.Services.AddSingleton<PreviewReader>();

        builder.Services.AddSingleton<IncidentMetrics>();
        builder.Services.AddSingleton<IncidentRecorder>();
        builder.Services.AddSingleton<IncidentActions>();

        builder.Services.AddSingleton<PostgresKeyRing>();
        builder.Services.AddSingleton<ChannelSecrets>();
        builder.Services.AddSingleton<ChannelStore>();
        builder.Services.AddSingleton<TestSendLimit>();

        builder.AddNotifications();

        builder.Services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RetentionOptions>, ValidateRetentionOptions>();
        builder.Services.AddSingleton<RetentionPass>();
        builder.Services.AddHostedService<RetentionLoop>();
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
        bus.AddConsumer<RunFinishedConsumer>();
        bus.AddConsumer<RunAbandonedConsumer>();
        bus.AddConsumer<SamplesObservedConsumer>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRules();
        routes.MapPreview();
        routes.MapIncidents();
        routes.MapChannels();
        routes.MapNotifications();
    }
}
