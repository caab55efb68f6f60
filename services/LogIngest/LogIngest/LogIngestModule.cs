using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
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
