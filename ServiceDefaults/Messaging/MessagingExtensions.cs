using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>Connects the outboxes and the consumers of a process.</summary>
public static class MessagingExtensions
{
    /// <summary>Key of the <see cref="IPublishEndpoint"/> that outboxes deliver to; nothing else may publish.</summary>
    internal const string OutboxPublisher = "outbox";

    /// <summary>Delivers within the process: each outbox row goes through the mediator to every consumer of every hosted module.</summary>
    public static IHostApplicationBuilder AddInProcessMessaging(this IHostApplicationBuilder builder, IEnumerable<IServiceModule> modules)
    {
        builder.Services.AddMediator(mediator =>
        {
            foreach (var module in modules)
            {
                module.AddConsumers(mediator);
            }
        });
        builder.Services.AddKeyedScoped<IPublishEndpoint>(
            OutboxPublisher, static (services, _) => services.GetRequiredService<IMediator>());
        return builder;
    }
}
