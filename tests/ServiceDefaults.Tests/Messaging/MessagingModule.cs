using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Monitoring.Contracts.TaskGeneration.V1;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.ServiceDefaults.Tests.Messaging;

/// <summary>Two consumers of one message, each of which notes its effect in the transaction of its inbox, and fails when it is told to.</summary>
public sealed class MessagingModule : IServiceModule
{
    public string Name => "messaging";

    public void AddServices(IHostApplicationBuilder builder)
    {
        builder.AddModuleStorage(this);
        builder.Services.AddSingleton<Mishaps>();
    }

    public void AddConsumers(IRegistrationConfigurator bus)
    {
        bus.AddConsumer<FirstConsumer>();
        bus.AddConsumer<SecondConsumer>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }
}

/// <summary>What goes wrong, by consumer and message; called in the transaction, after the effect was stored.</summary>
public sealed class Mishaps
{
    public Func<string, Guid, Task> Next { get; set; } = static (_, _) => Task.CompletedTask;
}

public sealed class FirstConsumer(Inbox<MessagingModule> inbox, Mishaps mishaps) : IConsumer<GenerationRunStarted>
{
    public const string Name = "first";

    public Task Consume(ConsumeContext<GenerationRunStarted> context) => Effect.StoreAsync(Name, inbox, mishaps, context);
}

public sealed class SecondConsumer(Inbox<MessagingModule> inbox, Mishaps mishaps) : IConsumer<GenerationRunStarted>
{
    public const string Name = "second";

    public Task Consume(ConsumeContext<GenerationRunStarted> context) => Effect.StoreAsync(Name, inbox, mishaps, context);
}

internal static class Effect
{
    public static Task StoreAsync(
        string consumer, Inbox<MessagingModule> inbox, Mishaps mishaps, ConsumeContext<GenerationRunStarted> context) =>
        inbox.OnceAsync(consumer, context, async (work, cancellationToken) =>
        {
            var message = context.Message;
            await work.Connection.ExecuteAsync(
                "insert into effect (consumer, run, key, number) values (@consumer, @RunId, @GenerationType, @TargetYear)",
                new { consumer, message.RunId, message.GenerationType, message.TargetYear });
            await work.PublishAsync(new RecordGenerationHeartbeat { RunId = message.RunId }, orderKey: null, cancellationToken);
            await mishaps.Next(consumer, message.RunId);
        });
}
