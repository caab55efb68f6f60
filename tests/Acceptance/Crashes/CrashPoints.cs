using System.Text.RegularExpressions;

namespace Monitoring.Acceptance.Crashes;

/// <summary>The crash points that the source holds, and how often a suite visits each.</summary>
internal static partial class CrashPoints
{
    /// <summary>Names of every <c>CrashPoint.Hit</c> in the product.</summary>
    public static IReadOnlyList<string> InSource()
    {
        var root = Repository.Root;
        return
        [
            .. new[] { "ServiceDefaults", "services" }
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                .SelectMany(file => Hit().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups[1].Value)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Each point as often as <c>CHAOS_REPEAT</c> says (1): a row of a theory is the point, its hit and the round.</summary>
    /// <param name="points">The points and the hit at which the process dies in the first round.</param>
    /// <param name="movesOn">Whether a later round dies at a later hit, when everything else is in another state; null for all.</param>
    public static TheoryData<string, int, int> Rounds(IEnumerable<(string Point, int Nth)> points, Func<string, bool>? movesOn = null)
    {
#pragma warning disable RS0030 // Tests have no configuration.
        var repeat = int.Parse(Environment.GetEnvironmentVariable("CHAOS_REPEAT") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
#pragma warning restore RS0030
        var rows = new TheoryData<string, int, int>();
        foreach (var round in Enumerable.Range(0, repeat))
        {
            foreach (var (point, nth) in points)
            {
                rows.Add(point, movesOn?.Invoke(point) == false ? nth : nth + round, round);
            }
        }

        return rows;
    }

    [GeneratedRegex("""CrashPoint\.Hit\("([^"]+)"\)""")]
    private static partial Regex Hit();
}
