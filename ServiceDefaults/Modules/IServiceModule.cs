using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Monitoring.ServiceDefaults.Modules;

/// <summary>What one service contributes to the process that hosts it.</summary>
/// <remarks>
/// The same module runs alone in its own host or beside the others in Standalone. It must not read the process name,
/// assume that the bus is RabbitMQ, or register anything another module could also register without TryAdd.
/// </remarks>
public interface IServiceModule
{
    /// <summary>Lower-case name: database schema, queue prefix, OpenAPI document and <c>--target</c> value.</summary>
    string Name { get; }

    /// <summary>Registers the module's services, options and background loops.</summary>
    void AddServices(IHostApplicationBuilder builder);

    /// <summary>Registers the module's consumers, on the bus or on the in-process mediator alike.</summary>
    void AddConsumers(IRegistrationConfigurator bus);

    /// <summary>Maps the module's routes; each names an access policy of <see cref="Http.Access"/>.</summary>
    void MapEndpoints(IEndpointRouteBuilder routes);
}
