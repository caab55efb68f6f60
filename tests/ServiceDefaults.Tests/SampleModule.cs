using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Tests;

/// <summary>A module with two migration files and nothing else.</summary>
public sealed class SampleModule : IServiceModule
{
    public string Name => "sample";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddModuleStorage(this);

    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
