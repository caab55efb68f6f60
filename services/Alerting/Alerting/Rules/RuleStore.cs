using Dapper;
using Monitoring.ServiceDefaults.Storage;
using Npgsql;

namespace Monitoring.Alerting.Rules;

/// <summary>The table of rules.</summary>
/// <remarks>
/// Edits and evaluations exclude each other through an advisory lock that evaluations share: an evaluation that began with a rule ends before the
/// rule changes, and so cannot open an incident of a rule that was just switched off.
/// </remarks>
internal sealed class RuleStore(ModuleDatabase<AlertingModule> database)
{
    private const string Columns =
        """
        id, key, name, description, is_enabled, check_name, metric, filter::text as filter, comparison, warning, critical, hold_seconds, unit,
        version, updated_at
        """;

    /// <summary>Every rule, built-in ones first, then by name.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<RuleRow>(new CommandDefinition(
            $"select {Columns} from rule order by key is null, lower(name), id", cancellationToken: cancellationToken));
        return rows.Select(row => row.ToRule()).ToList();
    }

    public async Task<AlertRule?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await FindAsync(connection, id, cancellationToken);
    }

    /// <summary>The enabled rules, held as they are until <paramref name="work"/> ends.</summary>
    public static async Task<IReadOnlyList<AlertRule>> ShareEnabledAsync(UnitOfWork work, CancellationToken cancellationToken)
    {
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock_shared(hashtextextended('alerting.rules', 0))", cancellationToken: cancellationToken));
        var rows = await work.Connection.QueryAsync<RuleRow>(new CommandDefinition(
            $"select {Columns} from rule where is_enabled order by id", cancellationToken: cancellationToken));
        return rows.Select(row => row.ToRule()).ToList();
    }

    /// <summary>Waits until no evaluation is under way and keeps new ones waiting until <paramref name="work"/> ends.</summary>
    public static Task LockAsync(UnitOfWork work, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_xact_lock(hashtextextended('alerting.rules', 0))", cancellationToken: cancellationToken));

    public static async Task<AlertRule?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        var row = await connection.QuerySingleOrDefaultAsync<RuleRow>(new CommandDefinition(
            $"select {Columns} from rule where id = @id", new { id }, cancellationToken: cancellationToken));
        return row?.ToRule();
    }

    public static Task<int> CountAsync(UnitOfWork work, CancellationToken cancellationToken) =>
        work.Connection.ExecuteScalarAsync<int>(new CommandDefinition("select count(*) from rule", cancellationToken: cancellationToken));

    /// <summary>Stores a new rule; a built-in one whose key is there already stays as it is.</summary>
    public static Task InsertAsync(UnitOfWork work, AlertRule rule, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            insert into rule (id, key, name, description, is_enabled, check_name, metric, filter, comparison, warning, critical, hold_seconds, unit, updated_at)
            values (@Id, @Key, @Name, @Description, @IsEnabled, @CheckName, @Metric, @Filter::jsonb, @Comparison, @Warning, @Critical, @HoldSeconds, @Unit, @UpdatedAt)
            on conflict (key) do nothing
            """,
            RuleRow.From(rule),
            cancellationToken: cancellationToken));

    /// <summary>Replaces everything but id and key; the caller has read the rule under <see cref="LockAsync"/> and counted its version up.</summary>
    public static Task UpdateAsync(UnitOfWork work, AlertRule rule, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition(
            """
            update rule set name = @Name, description = @Description, is_enabled = @IsEnabled, check_name = @CheckName, metric = @Metric,
              filter = @Filter::jsonb, comparison = @Comparison, warning = @Warning, critical = @Critical, hold_seconds = @HoldSeconds, unit = @Unit,
              version = @Version, updated_at = @UpdatedAt
            where id = @Id
            """,
            RuleRow.From(rule),
            cancellationToken: cancellationToken));

    public static Task DeleteAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        work.Connection.ExecuteAsync(new CommandDefinition("delete from rule where id = @id", new { id }, cancellationToken: cancellationToken));

    private sealed record RuleRow
    {
        public required Guid Id { get; init; }
        public string? Key { get; init; }
        public required string Name { get; init; }
        public required string Description { get; init; }
        public required bool IsEnabled { get; init; }
        public required string CheckName { get; init; }
        public string? Metric { get; init; }
        public required string Filter { get; init; }
        public required string Comparison { get; init; }
        public double? Warning { get; init; }
        public double? Critical { get; init; }
        public required int HoldSeconds { get; init; }
        public required string Unit { get; init; }
        public required int Version { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }

        public static RuleRow From(AlertRule rule) => new()
        {
            Id = rule.Id,
            Key = rule.Key,
            Name = rule.Name,
            Description = rule.Description,
            IsEnabled = rule.IsEnabled,
            CheckName = rule.Check.Name,
            Metric = rule.Metric,
            Filter = rule.Filter.Json,
            Comparison = rule.Comparison,
            Warning = rule.Warning,
            Critical = rule.Critical,
            HoldSeconds = (int)rule.HoldFor.TotalSeconds,
            Unit = rule.Unit,
            Version = rule.Version,
            UpdatedAt = rule.UpdatedAt,
        };

        public AlertRule ToRule() => new()
        {
            Id = Id,
            Key = Key,
            Name = Name,
            Description = Description,
            IsEnabled = IsEnabled,
            Check = RuleCheck.Find(CheckName) ?? throw new InvalidOperationException($"Rule {Id} has the unknown check '{CheckName}'."),
            Metric = Metric,
            Filter = LabelSet.Parse(Filter),
            Comparison = Comparison,
            Warning = Warning,
            Critical = Critical,
            HoldFor = TimeSpan.FromSeconds(HoldSeconds),
            Unit = Unit,
            Version = Version,
            UpdatedAt = UpdatedAt,
        };
    }
}
