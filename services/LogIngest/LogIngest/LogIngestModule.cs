using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.LogIngest.Generations;
using Monitoring.LogIngest.Ingest;
using Monitoring.LogIngest.Search;
using Monitoring.LogIngest.Storage;
using Monitoring.LogIngest.Tail;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.LogIngest;

/// <summary>Owns log records: taking them in, storing, searching and tailing them.</summary>
public sealed class LogIngestModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "logingest";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddRequestBodies();
        builder.Services.AddLogStore();
        builder.Services.AddLogGenerations();
        builder.Services.AddLogSearch();
        builder.Services.AddLogTail();
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapIngest();
        routes.MapSearch();
        routes.MapTail();
    }
}
