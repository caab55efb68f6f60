using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Monitoring.Gateway.Browser;
using Monitoring.Gateway.SignIn;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.Architecture;

/// <summary>Every route of every module, as Standalone maps them: who may call it is said at the route, and nowhere else.</summary>
public sealed class RouteTests
{
    /// <summary>What anybody may call, and why it is safe.</summary>
    private static readonly Dictionary<string, string> _anonymous = new()
    {
        ["/health/live"] = "tells nothing but that the process runs",
        ["/health/ready"] = "names checks and their states, for orchestrators that have no key",
        ["POST /auth/setup"] = "takes a one-time token",
        ["POST /auth/login"] = "takes a password",
        ["POST /auth/logout"] = "ends the caller's own session, if there is one",
        ["GET /metrics"] = "is served on the management port only, which no proxy routes to",
    };

    private static readonly string[] _policies = [.. Access.All, SignedIn.Policy, SignedIn.PersonPolicy];

    private static readonly IReadOnlyDictionary<string, RouteEndpoint> _routes = MapAll();

    public static TheoryData<string> Routes => [.. _routes.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Routes))]
    public void Route_says_who_may_call_it(string route)
    {
        var metadata = _routes[route].Metadata;
        if (metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            Assert.True(_anonymous.ContainsKey(route), $"{route} is open to anybody; name the reason here, or a policy there.");
            return;
        }

        var policies = metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList();
        Assert.True(policies.Count > 0, $"{route} names no access policy, so nobody can call it.");
        Assert.All(policies, policy => Assert.Contains(policy, _policies));
    }

    [Theory]
    [MemberData(nameof(Routes))]
    public void Route_cannot_be_taken_for_a_page_of_the_console(string route) =>
        Assert.Contains(PageRequest.ServerPaths, path => PathOf(_routes[route]).StartsWith(path, StringComparison.Ordinal));

    [Fact]
    public void Nothing_is_listed_as_open_that_is_not() =>
        Assert.All(_anonymous.Keys, route => Assert.NotNull(_routes.GetValueOrDefault(route)?.Metadata.GetMetadata<IAllowAnonymous>()));

    private static Dictionary<string, RouteEndpoint> MapAll()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:postgres", "Host=none.invalid")]);
        builder.AddModules("standalone", [.. Modules()]);
        var app = builder.Build();
        app.MapModules();
        return ((IEndpointRouteBuilder)app).DataSources
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .ToDictionary(NameOf);
    }

    private static IEnumerable<IServiceModule> Modules() =>
        from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "Monitoring.*.dll")
        from type in Assembly.LoadFrom(file).GetTypes()
        where typeof(IServiceModule).IsAssignableFrom(type) && type is { IsClass: true, IsAbstract: false }
        orderby type.Name
        select (IServiceModule)Activator.CreateInstance(type)!;

    private static string NameOf(RouteEndpoint route)
    {
        var methods = route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
        return string.Join(' ', [.. methods, PathOf(route)]);
    }

    private static string PathOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');
}
