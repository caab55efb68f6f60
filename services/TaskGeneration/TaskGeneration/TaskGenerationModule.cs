using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

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
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
