using MassTransit;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.ServiceDefaults.Hosting;
using Monitoring.ServiceDefaults.Modules;

namespace Monitoring.ServiceDefaults.Tests.Hosting;

public sealed class HostCommandLineTests
{
    private static readonly IServiceModule[] _modules = [new Named("alerting"), new Named("metrics"), new Named("logingest")];

    [Fact]
    public void Without_flags_every_module_runs_and_the_rest_is_configuration()
    {
        var line = HostCommandLine.Parse(["--Alerting:Interval=5", "--urls=http://127.0.0.1:1"], _modules);

        Assert.Equal(HostVerb.Run, line.Verb);
        Assert.Equal(_modules, line.Modules);
        Assert.Equal(["--Alerting:Interval=5", "--urls=http://127.0.0.1:1"], line.Configuration);
    }

    [Theory]
    [InlineData("--list-targets", "ListTargets")]
    [InlineData("--verify-config", "VerifyConfiguration")]
    [InlineData("--migrate", "Migrate")]
    public void A_verb_is_taken_out_of_the_configuration(string flag, string verb)
    {
        var line = HostCommandLine.Parse([flag, "--A=1"], _modules);

        Assert.Equal(verb, line.Verb.ToString());
        Assert.Equal(["--A=1"], line.Configuration);
    }

    [Fact]
    public void Targets_select_modules_in_their_own_order()
    {
        var line = HostCommandLine.Parse(["--target=logingest, alerting"], _modules);

        Assert.Equal(["alerting", "logingest"], line.Modules.Select(module => module.Name));
        Assert.Empty(line.Configuration);
    }

    [Theory]
    [InlineData("--target=alerts", "Unknown target 'alerts'")]
    [InlineData("--target=", "Unknown target ''")]
    public void An_unknown_target_is_refused_with_the_ones_that_exist(string flag, string message)
    {
        var error = Assert.Throws<HostRefusedException>(() => HostCommandLine.Parse([flag], _modules));

        Assert.Equal(2, error.ExitCode);
        Assert.Equal($"{message}. Targets are alerting, metrics, logingest.", error.Message);
    }

    private sealed class Named(string name) : IServiceModule
    {
        public string Name => name;

        public void AddServices(IHostApplicationBuilder builder)
        {
        }

        public void AddConsumers(IRegistrationConfigurator bus)
        {
        }

        public void MapEndpoints(IEndpointRouteBuilder routes)
        {
        }
    }
}
