using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Monitoring.Architecture;

/// <summary>Who may know whom (docs/adr/0001).</summary>
public sealed class DependencyTests
{
    private static readonly string[] _modules = [.. Repository.Files("services", "*Module.cs").Select(path => Path.GetDirectoryName(path)!)];

    public static TheoryData<string> ModuleProjects => [.. _modules.Select(folder => Path.Combine(folder, Path.GetFileName(folder) + ".csproj"))];

    [Theory]
    [MemberData(nameof(ModuleProjects))]
    public void Module_references_only_service_defaults_and_contracts(string project) =>
        Assert.All(ProjectReferences(project), reference => Assert.Contains(reference, new[] { "ServiceDefaults", "Monitoring.Contracts" }));

    [Fact]
    public void Contracts_reference_nothing()
    {
        const string Project = "contracts/Monitoring.Contracts/Monitoring.Contracts.csproj";

        Assert.Empty(ProjectReferences(Project));
        Assert.DoesNotContain("PackageReference", Repository.Read(Project), StringComparison.Ordinal);
    }

    [Fact]
    public void Service_defaults_name_no_module()
    {
        var offenders =
            from file in Repository.Files("ServiceDefaults", "*.cs")
            from line in File.ReadLines(Path.Combine(Repository.Root, file))
            where line.StartsWith("using ", StringComparison.Ordinal)
            from module in _modules.Select(Path.GetFileName)
            where line.StartsWith($"using Monitoring.{module}", StringComparison.Ordinal)
            select $"{file}: {line}";

        Assert.Empty(offenders);
    }

    [Fact]
    public void Only_the_outbox_publishes()
    {
        var publisher = new Regex(@"\b(IBus|IPublishEndpoint|ISendEndpointProvider|IMediator)\b");

        var offenders =
            from folder in new[] { "ServiceDefaults", "services" }
            from file in Repository.Files(folder, "*.cs")
            where !file.StartsWith(Path.Combine("ServiceDefaults", "Messaging"), StringComparison.Ordinal)
            where publisher.IsMatch(Repository.Read(file))
            select file;

        Assert.Empty(offenders);
    }

    [Fact]
    public void Every_service_has_a_readme() => Assert.All(
        _modules.Select(folder => Path.GetDirectoryName(folder)!),
        folder => Assert.True(File.Exists(Path.Combine(Repository.Root, folder, "README.md")), $"{folder} has no README.md"));

    private static IEnumerable<string> ProjectReferences(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
