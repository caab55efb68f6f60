using Microsoft.Extensions.Configuration;

namespace Monitoring.Demo.Hosting;

/// <summary>Finds the key to speak to the suite with: as given, from the environment, or from the data folder of a suite on this machine.</summary>
internal static class ApiKeyLookup
{
    public const string Variable = "MONITORING_API_KEY";

    private const string DataFolderVariable = "MONITORING_DATA";
    private const string DefaultDataFolder = ".data";
    private const string KeyFile = "demo-key";

    /// <returns>Null when there is none.</returns>
    public static string? Find(string? given, IConfiguration environment)
    {
        if (given is not null)
        {
            return given;
        }

        if (environment[Variable] is { Length: > 0 } variable)
        {
            return variable;
        }

        // Standalone keeps this key for the demo, readable by its owner only.
        var file = Path.Combine(environment[DataFolderVariable] ?? DefaultDataFolder, KeyFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }
}
