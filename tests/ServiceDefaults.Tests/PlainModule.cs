using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.Tests;

/// <summary>Owns a schema for tests of what every module gets; has no tables, endpoints or consumers of its own.</summary>
public sealed class PlainModule : IServiceModule
{
    public string Name => "plain";

    public void AddServices(IHostApplicationBuilder builder)
    {
    }

    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}
