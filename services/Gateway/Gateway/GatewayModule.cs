using MassTransit;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Gateway.ApiKeys;
using Monitoring.Gateway.Browser;
using Monitoring.Gateway.Limits;
using Monitoring.Gateway.Live;
using Monitoring.Gateway.Local;
using Monitoring.Gateway.Network;
using Monitoring.Gateway.Settings;
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

    /// <summary>
    /// Whether the person who starts the process is its first user: a login link is printed, a key for the demo is kept in the data folder,
    /// and sessions last days instead of hours.
    /// </summary>
    public bool IsLocal { get; init; }

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddSignIn();
        builder.Services.AddApiKeys();
        builder.Services.AddSingleton<UserStore>();
        builder.Services.AddLive();
        builder.Services.AddNetwork();
        builder.Services.AddBrowser();
        builder.Services.Configure<RateLimiterOptions>(LimitPolicies.Add);
        if (IsLocal)
        {
            builder.AddLocalAccess();
        }
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
        routes.MapLive();
        routes.MapSettings();
    }
}
