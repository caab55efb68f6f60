using System.Text.RegularExpressions;

namespace Monitoring.Architecture;

/// <summary>docs/requirements.md lists every requirement once, and ticks only what a test in the tree proves.</summary>
public sealed class RequirementTests
{
    private static readonly (string Source, int Count)[] _sources = [("S0", 24), ("S1", 53), ("S2", 67), ("S3", 96), ("S4", 24)];

    private static readonly Row[] _rows = [.. Repository.Read("docs/requirements.md").Split('\n')
        .Select(line => Regex.Match(line, @"^\| (S\d-\d\d) \| (.+?) \| (done|part|open) \| (.*?) \| (.*?) \|$"))
        .Where(match => match.Success)
        .Select(match => new Row(match.Groups[1].Value, match.Groups[3].Value, match.Groups[4].Value, match.Groups[5].Value))];

    [Fact]
    public void Every_requirement_has_one_row()
    {
        var expected = from source in _sources from number in Enumerable.Range(1, source.Count) select $"{source.Source}-{number:00}";

        Assert.Equal(expected, _rows.Select(row => row.Id));
    }

    [Fact]
    public void A_done_requirement_names_a_place_and_a_test_that_exist()
    {
        var sources = string.Join('\n', new[] { "tests", "services/Console" }
            .SelectMany(folder => new[] { "*.cs", "*.ts", "*.tsx", "*.mjs" }.SelectMany(pattern => Repository.Files(folder, pattern)))
            .Select(path => $"{path}\n{Repository.Read(path)}"));

        Assert.All(_rows.Where(row => row.Status == "done"), row =>
        {
            Assert.All(Names(row.Place), place => Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), $"{row.Id}: {place} does not exist"));
            Assert.NotEmpty(Names(row.Test));
            Assert.All(Names(row.Test), test => Assert.True(sources.Contains(test, StringComparison.Ordinal), $"{row.Id}: no test contains {test}"));
        });
    }

    private static IEnumerable<string> Names(string cell) => Regex.Matches(cell, "`([^`]+)`").Select(match => match.Groups[1].Value);

    private sealed record Row(string Id, string Status, string Place, string Test);
}
