using Monitoring.Alerting.Evaluation;
using Monitoring.Alerting.Incidents;
using Monitoring.ServiceDefaults.Storage;

namespace Monitoring.Alerting.Rules;

/// <summary>How an edit ended.</summary>
internal enum RuleEditOutcome
{
    Done,
    NotFound,

    /// <summary>The rule has another version than the editor has seen.</summary>
    VersionMismatch,

    /// <summary>Not possible with a built-in rule, or only with one.</summary>
    WrongOrigin,

    /// <summary>There are <see cref="RuleEditor.MaxRules"/> rules already.</summary>
    TooMany,
}

/// <summary>Changes rules while no evaluation is under way, and closes the incidents that a change leaves without a judge.</summary>
internal sealed class RuleEditor(ModuleDatabase<AlertingModule> database, IncidentActions incidents, TimeProvider clock)
{
    /// <summary>Every rule is judged with every observation of its signal, and all of them fit into one page.</summary>
    public const int MaxRules = 500;

    public async Task<(RuleEditOutcome Outcome, AlertRule? Rule)> CreateAsync(AlertRule draft, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await RuleStore.LockAsync(work, cancellationToken);
        if (await RuleStore.CountAsync(work, cancellationToken) >= MaxRules)
        {
            return (RuleEditOutcome.TooMany, null);
        }

        var rule = draft with { Id = Guid.CreateVersion7(), UpdatedAt = clock.GetUtcNow() };
        await RuleStore.InsertAsync(work, rule, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return (RuleEditOutcome.Done, rule);
    }

    /// <summary>Replaces all that an editor may change.</summary>
    public Task<(RuleEditOutcome Outcome, AlertRule? Rule)> ReplaceAsync(
        Guid id, AlertRule draft, int? expectedVersion, string actor, CancellationToken cancellationToken) =>
        EditAsync(id, rule => draft with { Id = rule.Id, Key = rule.Key }, expectedVersion, actor, cancellationToken);

    /// <summary>Switches a rule on or off; the version stays when it is so already.</summary>
    public Task<(RuleEditOutcome Outcome, AlertRule? Rule)> SwitchAsync(Guid id, bool isEnabled, string actor, CancellationToken cancellationToken) =>
        EditAsync(id, rule => rule.IsEnabled == isEnabled ? rule : rule with { IsEnabled = isEnabled }, null, actor, cancellationToken);

    /// <summary>Makes a built-in rule what it was when it was shipped.</summary>
    public Task<(RuleEditOutcome Outcome, AlertRule? Rule)> ResetAsync(Guid id, string actor, CancellationToken cancellationToken) =>
        EditAsync(id, rule => BuiltInRules.Find(rule.Key) is { } shipped ? shipped with { Id = rule.Id } : null, null, actor, cancellationToken);

    public async Task<RuleEditOutcome> DeleteAsync(Guid id, int? expectedVersion, string actor, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await RuleStore.LockAsync(work, cancellationToken);
        var rule = await RuleStore.FindAsync(work.Connection, id, cancellationToken);
        if (rule is null)
        {
            return RuleEditOutcome.NotFound;
        }

        if (rule.IsBuiltIn)
        {
            return RuleEditOutcome.WrongOrigin;
        }

        if (expectedVersion is not null && expectedVersion != rule.Version)
        {
            return RuleEditOutcome.VersionMismatch;
        }

        await ForgetAsync(work, rule, "The rule was deleted.", actor, cancellationToken);
        await RuleStore.DeleteAsync(work, id, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return RuleEditOutcome.Done;
    }

    /// <param name="id">The rule.</param>
    /// <param name="change">Makes the new rule of the stored one; the same when nothing changes, null when it must not be changed so.</param>
    /// <param name="expectedVersion">What the editor has seen; null when any will do.</param>
    /// <param name="actor">Who edits.</param>
    /// <param name="cancellationToken">Cancels the edit.</param>
    private async Task<(RuleEditOutcome Outcome, AlertRule? Rule)> EditAsync(
        Guid id, Func<AlertRule, AlertRule?> change, int? expectedVersion, string actor, CancellationToken cancellationToken)
    {
        await using var work = await database.BeginAsync(cancellationToken);
        await RuleStore.LockAsync(work, cancellationToken);
        var stored = await RuleStore.FindAsync(work.Connection, id, cancellationToken);
        if (stored is null)
        {
            return (RuleEditOutcome.NotFound, null);
        }

        if (expectedVersion is not null && expectedVersion != stored.Version)
        {
            return (RuleEditOutcome.VersionMismatch, stored);
        }

        var changed = change(stored);
        if (changed is null)
        {
            return (RuleEditOutcome.WrongOrigin, stored);
        }

        if (ReferenceEquals(changed, stored))
        {
            return (RuleEditOutcome.Done, stored);
        }

        changed = changed with { Version = stored.Version + 1, UpdatedAt = clock.GetUtcNow() };
        await RuleStore.UpdateAsync(work, changed, cancellationToken);
        if (!changed.IsEnabled)
        {
            await ForgetAsync(work, changed, "The rule was switched off.", actor, cancellationToken);
        }
        else if (changed.LooksElsewhere(stored))
        {
            await ForgetAsync(work, changed, "The rule looks at something else now.", actor, cancellationToken);
        }

        await work.CommitAsync(cancellationToken);
        return (RuleEditOutcome.Done, changed);
    }

    // Without its state a rule starts anew; an incident nobody judges any more would stay open for ever.
    private async Task ForgetAsync(UnitOfWork work, AlertRule rule, string reason, string actor, CancellationToken cancellationToken)
    {
        await AlertStateStore.ClearAsync(work, rule.Id, cancellationToken);
        await incidents.CloseAllAsync(work, rule.Id, reason, actor, cancellationToken);
    }
}
