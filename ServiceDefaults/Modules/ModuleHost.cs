using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Health;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Live;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.ServiceDefaults.Telemetry;

namespace Monitoring.ServiceDefaults.Modules;

/// <summary>Composes a process of modules; every host, alone or Standalone, is built by these calls.</summary>
public static class ModuleHost
{
    /// <summary>What every process has: telemetry, health, problems, JSON rules, live feed, OpenAPI, and the given modules.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">Name of the process in telemetry, e.g. <c>standalone</c>.</param>
    /// <param name="modules">The modules this process runs.</param>
    public static WebApplicationBuilder AddModules(this WebApplicationBuilder builder, string serviceName, IReadOnlyList<IServiceModule> modules)
    {
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.AddTelemetry(serviceName);
        // A line for each statement and each request would bury the events an operator looks for.
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddProblems();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<LiveFeed<LiveEvent>>();
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton<Cursors>();
        builder.Services.AddHealthChecks().AddCheck("self", static () => HealthCheckResult.Healthy(), [HealthEndpoints.LiveTag]);
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.MaxDepth = 32;
        });
        builder.Services.AddRateLimits();
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization(static options => AccessPolicies.Add(options));
        builder.Services.AddSingleton(modules);
        foreach (var module in modules)
        {
            builder.Services.AddOpenApi(module.Name);
            module.AddServices(builder);
        }

        builder.AddInProcessMessaging(modules);
        return builder;
    }

    /// <summary>Maps health, OpenAPI and the routes of every module, behind the error handling that all of them share.</summary>
    public static WebApplication MapModules(this WebApplication app)
    {
        app.UseRequestSpans();
        app.UseProblems();
        app.UseWebSockets();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapHealth();
        foreach (var module in app.Services.GetRequiredService<IReadOnlyList<IServiceModule>>())
        {
            // The group name puts each route into the OpenAPI document of its module.
            module.MapEndpoints(app.MapGroup("").WithGroupName(module.Name));
        }

        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Access.Read);
        return app;
    }

    /// <summary>Brings the schema of every hosted module up to date.</summary>
    /// <returns>How many migration files were applied.</returns>
    public static async Task<int> MigrateAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        var applied = 0;
        foreach (var database in app.Services.GetServices<ModuleDatabase>())
        {
            applied += await MigrationRunner.MigrateAsync(database, cancellationToken);
        }

        return applied;
    }
}
