using System.Net;
using System.Net.Http.Json;
using Monitoring.ServiceDefaults.Http;
using Monitoring.Testing;

namespace Monitoring.ServiceDefaults.Tests.Modules;

public sealed class ModuleHostTests(ModuleFixture<SampleModule> host) : IClassFixture<ModuleFixture<SampleModule>>
{
    [Fact]
    public async Task A_hosted_module_is_ready_once_its_database_answers()
    {
        var health = await host.Http.GetFromJsonAsync<Health>("/health/ready");

        Assert.Equal("healthy", health!.Status);
        Assert.Contains(health.Checks, check => check.Name == "sample.db");
    }

    [Theory]
    [InlineData("/api/v1/sample", Access.Operate, HttpStatusCode.OK)]
    [InlineData("/api/v1/sample", Access.Read, HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/sample", "", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/unguarded", Access.Admin, HttpStatusCode.Forbidden)]
    public async Task A_route_admits_those_it_names_and_without_a_policy_nobody(string path, string access, HttpStatusCode expected)
    {
        using var caller = host.CreateClient(access);

        using var response = await caller.GetAsync(path);

        Assert.Equal(expected, response.StatusCode);
    }

    private sealed record Health(string Status, IReadOnlyList<Check> Checks);

    private sealed record Check(string Name, string Status);
}
