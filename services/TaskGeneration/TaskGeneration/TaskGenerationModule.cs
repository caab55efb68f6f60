using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.TaskGeneration.Abandonment;
using Monitoring.TaskGeneration.History;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration;

/// <summary>Owns generation runs: their start, errors, heartbeats, completion and what can be read from them.</summary>
public sealed class TaskGenerationModule : IServiceModule
{
    /// <inheritdoc />
    public string Name => "taskgeneration";

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddSingleton<IValidateOptions<AbandonmentOptions>, ValidateAbandonmentOptions>();
        builder.Services.AddOptions<AbandonmentOptions>().BindConfiguration(AbandonmentOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<RunValidator>();
        builder.Services.AddSingleton<RunRecorder>();
        builder.Services.AddSingleton<RunHistory>();
    }

    /// <inheritdoc />
    public void AddConsumers(IRegistrationConfigurator bus)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRunReporting();
        routes.MapRunHistory();
    }
}
