using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Tests;

/// <summary>A module with two migration files and two routes.</summary>
public sealed class SampleModule : IServiceModule
{
    public string Name => "sample";

    public void AddServices(IHostApplicationBuilder builder) => builder.AddModuleStorage(this);

    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/sample", static () => "sample").RequireAuthorization(Access.Operate);
        routes.MapGet("/api/v1/unguarded", static () => "nobody's");
    }
}
