using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Abandonment;
using Monitoring.TaskGeneration.Alerts;
using Monitoring.TaskGeneration.Comparison;
using Monitoring.TaskGeneration.History;
using Monitoring.TaskGeneration.Intake;
using Monitoring.TaskGeneration.Matrix;
using Monitoring.TaskGeneration.Retention;
using Monitoring.TaskGeneration.Runs;
using Monitoring.TaskGeneration.Spans;
using Monitoring.TaskGeneration.Statistics;

namespace Monitoring.TaskGeneration;

/// <summary>Owns generation runs: their start, errors, heartbeats, completion and what can be read from them.</summary>
public sealed class TaskGenerationModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "taskgeneration";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        AddRecording(builder.Services);
        AddReading(builder.Services);
        AddAbandonment(builder.Services);
        AddRetention(builder.Services);
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
        bus.AddConsumer<RecordStartConsumer>();
        bus.AddConsumer<RecordHeartbeatConsumer>();
        bus.AddConsumer<RecordErrorConsumer>();
        bus.AddConsumer<RecordCompleteConsumer>();
        bus.AddConsumer<IncidentChangedConsumer>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRunReporting();
        routes.MapRunSpans();
        routes.MapRunHistory();
        routes.MapRunComparison();
        routes.MapRunStatistics();
        routes.MapRunMatrix();
        routes.MapRunAlerts();
    }

    private static void AddRecording(IServiceCollection services)
    {
        services.AddSingleton<RunValidator>();
        services.AddSingleton<RunRecorder>();
        services.AddSingleton<RunIntake>();
        services.AddSingleton<SpanIntake>();
        services.AddSingleton<RejectedMessages>();
    }

    private static void AddReading(IServiceCollection services)
    {
        services.AddSingleton<RunHistory>();
        services.AddSingleton<RunStatisticsQuery>();
    }

    private static void AddAbandonment(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<AbandonmentOptions>, ValidateAbandonmentOptions>();
        services.AddOptions<AbandonmentOptions>().BindConfiguration(AbandonmentOptions.SectionName).ValidateOnStart();
        services.AddSingleton<AbandonmentPass>();
        services.AddHostedService<AbandonmentLoop>();
    }

    private static void AddRetention(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RetentionOptions>, ValidateRetentionOptions>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateOnStart();
        services.AddSingleton<RetentionPass>();
        services.AddHostedService<RetentionLoop>();
    }
}
