using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.Hosting;

/// <summary>What a host can be asked to do.</summary>
internal enum HostVerb
{
    /// <summary>Serve until it is told to stop.</summary>
    Run,

    /// <summary><c>--list-targets</c>: print the names that <c>--target</c> takes.</summary>
    ListTargets,

    /// <summary><c>--verify-config</c>: say whether a start would accept the configuration.</summary>
    VerifyConfiguration,

    /// <summary><c>--migrate</c>: bring the database up to date and end.</summary>
    Migrate,
}

/// <summary>The command line of a host: at most one verb, the modules to run, and ordinary .NET configuration such as <c>--Section:Key=value</c>.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Modules">The modules that <c>--target=a,b</c> names; without it all.</param>
/// <param name="Configuration">The arguments that belong to the configuration.</param>
internal sealed record HostCommandLine(HostVerb Verb, IReadOnlyList<IServiceModule> Modules, string[] Configuration)
{
    private const string TargetOption = "--target=";

    private static readonly Dictionary<string, HostVerb> _verbs = new()
    {
        ["--list-targets"] = HostVerb.ListTargets,
        ["--verify-config"] = HostVerb.VerifyConfiguration,
        ["--migrate"] = HostVerb.Migrate,
    };

    /// <exception cref="HostRefusedException">A target is not among <paramref name="available"/>.</exception>
    public static HostCommandLine Parse(string[] arguments, IReadOnlyList<IServiceModule> available)
    {
        var verb = arguments.Where(_verbs.ContainsKey).Select(argument => _verbs[argument]).FirstOrDefault(HostVerb.Run);
        var targets = arguments.LastOrDefault(IsTarget)?[TargetOption.Length..];
        return new(
            verb,
            targets is null ? available : Select(targets.Split(',', StringSplitOptions.TrimEntries), available),
            [.. arguments.Where(argument => !_verbs.ContainsKey(argument) && !IsTarget(argument))]);
    }

    private static bool IsTarget(string argument) => argument.StartsWith(TargetOption, StringComparison.Ordinal);

    private static List<IServiceModule> Select(string[] targets, IReadOnlyList<IServiceModule> available)
    {
        var unknown = targets.Except(available.Select(module => module.Name)).ToList();
        return unknown.Count == 0
            ? [.. available.Where(module => targets.Contains(module.Name))]
            : throw new HostRefusedException(
                $"Unknown target '{string.Join("', '", unknown)}'. Targets are {string.Join(", ", available.Select(module => module.Name))}.",
                exitCode: 2);
    }
}
