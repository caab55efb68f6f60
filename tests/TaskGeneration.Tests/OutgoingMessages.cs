using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests;

/// <summary>Stands where another module's consumer would: keeps the messages of one kind that the module sends from now on.</summary>
internal sealed class OutgoingMessages<TMessage> : IDisposable
    where TMessage : class
{
    private readonly ConcurrentQueue<TMessage> _messages = new();
    private readonly ConnectHandle _handle;

    public OutgoingMessages(IServiceProvider services) =>
        _handle = services.GetRequiredService<IMediator>().ConnectHandler<TMessage>(context =>
        {
            _messages.Enqueue(context.Message);
            return Task.CompletedTask;
        });

    public async Task<IReadOnlyList<TMessage>> WaitAsync(Func<TMessage, bool> filter, int count)
    {
        await Eventually.TrueAsync(() => _messages.Count(filter) >= count, TimeSpan.FromSeconds(10));
        return [.. _messages.Where(filter)];
    }

    public void Dispose() => _handle.Dispose();
}
