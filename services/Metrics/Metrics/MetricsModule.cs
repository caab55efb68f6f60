using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Dashboard;
using Monitoring.Metrics.Exposition;
using Monitoring.Metrics.Intake;
using Monitoring.Metrics.Live;
using Monitoring.Metrics.Query;
using Monitoring.Metrics.RunCounters;
using Monitoring.Metrics.Store;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Metrics;

/// <summary>Owns series of numbers: host and run metrics, intake, queries and exposition.</summary>
public sealed class MetricsModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "metrics";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddRequestBodies();
        builder.Services.AddStore();
        builder.Services.AddSingleton<IntakeMetrics>();
        builder.Services.AddSingleton<PointIntake>();
        builder.Services.AddSingleton<SampleReader>();
        builder.Services.AddSingleton<QueryRunner>();
        builder.Services.AddCollection();
        builder.Services.AddSingleton<RunTotalsChanged>();
        builder.Services.AddSingleton<RunTotalsPass>();
        builder.Services.AddHostedService<RunTotalsLoop>();
        builder.Services.AddSingleton<HostView>();
        builder.Services.AddSingleton<DashboardReader>();
        builder.Services.AddSingleton<FrontendMetrics>();
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
        bus.AddConsumer<RunStartedConsumer>();
        bus.AddConsumer<RunFinishedConsumer>();
        bus.AddConsumer<RunAbandonedConsumer>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapIngest();
        routes.MapOtlpMetrics();
        routes.MapQuery();
        routes.MapCatalogue();
        routes.MapStream();
        routes.MapExposition();
        routes.MapMonitoring();
    }
}
