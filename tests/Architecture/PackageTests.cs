using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Monitoring.Architecture;

/// <summary>What is built from is fixed and reaches for nothing outside (docs/adr/0002).</summary>
public sealed class PackageTests
{
    [Fact]
    public void Every_package_version_is_exact() => Assert.All(
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion"),
        package => Assert.Matches(@"^(\[[0-9][0-9A-Za-z.\-]*\]|\$\(MassTransitVersion\))$", package.Attribute("Version")!.Value));

    [Fact]
    public void Every_pinned_package_is_used()
    {
        var projects = string.Concat(Repository.Files(".", "*.csproj").Append("Directory.Build.props").Select(Repository.Read));

        Assert.All(
            XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value),
            name => Assert.Contains($"\"{name}\"", projects, StringComparison.Ordinal));
    }

    [Fact]
    public void No_project_pins_a_version_of_its_own() => Assert.All(
        Repository.Files(".", "*.csproj").Where(path => !path.Contains("AppHost", StringComparison.Ordinal)),
        path => Assert.DoesNotMatch(@"<PackageReference[^>]*\bVersion=", Repository.Read(path)));

    [Fact]
    public void Npm_dependencies_are_exact_and_their_locks_name_no_address()
    {
        var range = new Regex("\"[~^><*]");
        foreach (var manifest in Repository.Files(".", "package.json"))
        {
            Assert.DoesNotMatch(range, Dependencies(Repository.Read(manifest)));
        }

        Assert.All(Repository.Files(".", "package-lock.json"), path => Assert.DoesNotContain("\"resolved\"", Repository.Read(path), StringComparison.Ordinal));
    }

    private static string Dependencies(string manifest)
    {
        using var json = System.Text.Json.JsonDocument.Parse(manifest);
        return string.Concat(
            from name in new[] { "dependencies", "devDependencies" }
            where json.RootElement.TryGetProperty(name, out _)
            select json.RootElement.GetProperty(name).GetRawText());
    }
}
