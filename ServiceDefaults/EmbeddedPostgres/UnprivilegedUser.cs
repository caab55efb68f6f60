using System.Diagnostics;

namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>The account Postgres runs under when this process is root, which Postgres refuses to be.</summary>
/// <param name="Name">Account name.</param>
/// <param name="UserId">Numeric user id.</param>
/// <param name="GroupId">Numeric id of the primary group.</param>
internal sealed record UnprivilegedUser(string Name, string UserId, string GroupId)
{
    /// <summary>The account <c>postgres</c>, which comes with the system's package, else <c>nobody</c>; null when this process is not root.</summary>
    public static UnprivilegedUser? Find()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        // E.g. "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash".
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4).ToList();
        var account = accounts.Find(fields => fields[0] == "postgres") ?? accounts.Find(fields => fields[0] == "nobody")
            ?? throw new EmbeddedPostgresException(
                "Postgres does not run as root, and the accounts 'postgres' and 'nobody' are both missing. "
                + "Start as another user, or set ConnectionStrings:postgres.");
        return new(account[0], account[2], account[3]);
    }

    /// <summary>Rewrites a command so that it runs under this account.</summary>
    public void Apply(ProcessStartInfo command)
    {
        string[] prefix = [$"--reuid={UserId}", $"--regid={GroupId}", "--clear-groups", "--", command.FileName];
        foreach (var (index, argument) in prefix.Index())
        {
            command.ArgumentList.Insert(index, argument);
        }

        command.FileName = "setpriv";
    }

    /// <summary>Gives <paramref name="path"/> to this account.</summary>
    public async Task TakeOwnershipAsync(string path, CancellationToken cancellationToken)
    {
        using var chown = Process.Start("chown", ["-R", $"{UserId}:{GroupId}", path]);
        await chown.WaitForExitAsync(cancellationToken);
        if (chown.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"The folder {path} could not be given to the account '{Name}'.");
        }
    }
}
