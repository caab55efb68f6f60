using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.SignIn;
using Monitoring.Gateway.Users;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Gateway;

/// <summary>Owns the one door: sign-in, API keys, security headers, the console's files and its live events.</summary>
public sealed class GatewayModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "gateway";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddSignIn();
        builder.Services.AddApiKeys();
        builder.Services.AddSingleton<UserStore>();
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapSignIn();
        routes.MapApiKeys();
        routes.MapUsers();
    }
}
