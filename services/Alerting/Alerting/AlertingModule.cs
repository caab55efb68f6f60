using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
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
