using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Rules;

/// <summary>Stores, at start, the built-in rules that are not there yet; those that are, edited or not, stay as they are.</summary>
internal sealed class BuiltInRuleSeeding(ModuleDatabase<AlertingModule> database, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        foreach (var rule in BuiltInRules.All)
        {
            await RuleStore.InsertAsync(
                work, rule with { Id = Guid.CreateVersion7(), UpdatedAt = clock.GetUtcNow() }, cancellationToken);
        }

        await work.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
