using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Monitoring.ServiceDefaults.Faults;
using Npgsql;

namespace Monitoring.ServiceDefaults.Storage;

/// <summary>Brings a module's schema up to date from the numbered SQL files embedded in its assembly.</summary>
/// <remarks>
/// Files are <c>Storage/Migrations/NNNN_name.sql</c>; those of ServiceDefaults (outbox, inbox) come first. Each file is one transaction with its
/// line in <c>migration_history</c>. Replicas that start together queue up behind an advisory lock. A file that changed after it was
/// applied stops the start: schemas are changed by new files only.
/// </remarks>
public static class MigrationRunner
{
    /// <summary>Applies what is missing.</summary>
    /// <returns>How many files were applied.</returns>
    /// <exception cref="InvalidOperationException">An applied file has another content now.</exception>
    public static async Task<int> MigrateAsync(ModuleDatabase database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("select pg_advisory_lock(hashtextextended('migrate ' || @Schema, 0))", new { database.Schema });
        try
        {
            return await ApplyMissingAsync(database, connection, cancellationToken);
        }
        finally
        {
            await connection.ExecuteAsync("select pg_advisory_unlock(hashtextextended('migrate ' || @Schema, 0))", new { database.Schema });
        }
    }

    internal static IEnumerable<Migration> Read(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames()
        let marker = resource.IndexOf(".Migrations.", StringComparison.Ordinal)
        where marker >= 0 && resource.EndsWith(".sql", StringComparison.Ordinal)
        let file = resource[(marker + ".Migrations.".Length)..]
        orderby file
        select Load(assembly, resource, file);

    private static Migration Load(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        var number = int.Parse(file.AsSpan(0, file.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
        return new(assembly.GetName().Name!, number, file, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
    }

    private static async Task<int> ApplyMissingAsync(ModuleDatabase database, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(
            $"""
            create schema if not exists "{database.Schema}";
            create table if not exists migration_history (
                source text not null, number int not null, file text not null, sha256 text not null,
                applied_at timestamptz not null default now(), primary key (source, number));
            """);
        var applied = (await connection.QueryAsync<(string Source, int Number, string Sha256)>(
            "select source, number, sha256 from migration_history")).ToDictionary(row => (row.Source, row.Number), row => row.Sha256);

        var count = 0;
        foreach (var migration in Read(typeof(MigrationRunner).Assembly).Concat(Read(database.Module.GetType().Assembly)))
        {
            if (!applied.TryGetValue((migration.Source, migration.Number), out var sha256))
            {
                await ApplyAsync(migration, connection, cancellationToken);
                count++;
            }
            else if (sha256 != migration.Sha256)
            {
                throw new InvalidOperationException(
                    $"Migration {migration.File} of {migration.Source} was changed after it had been applied to schema {database.Schema}. "
                    + "Restore the file and put the change into a new one.");
            }
        }

        return count;
    }

    private static async Task ApplyAsync(Migration migration, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, cancellationToken: cancellationToken));
        CrashPoint.Hit("migration.mid-step");
        await connection.ExecuteAsync(
            "insert into migration_history (source, number, file, sha256) values (@Source, @Number, @File, @Sha256)", migration, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    internal sealed record Migration(string Source, int Number, string File, string Sql, string Sha256);
}
