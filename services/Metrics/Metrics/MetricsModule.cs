using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
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
