using MassTransit;
using MassTransit.Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.ServiceDefaults.Storage;
using Monitoring.Testing.Postgres;

namespace Monitoring.Testing;

/// <summary>One module alone in a real process: own database, schema migrated, Kestrel on a free port, messages through the mediator.</summary>
/// <remarks>
/// Built by the calls every host uses. Derive from it to set options, replace services or stop the clock.
/// </remarks>
public class ModuleFixture<TModule> : IAsyncLifetime
    where TModule : class, IServiceModule, new()
{
    private readonly PostgresFixture _postgres = new();
    private WebApplication? _app;

    /// <summary>The module's services.</summary>
    public IServiceProvider Services => App.Services;

    /// <summary>The module's part of the test database.</summary>
    public ModuleDatabase<TModule> Database => Services.GetRequiredService<ModuleDatabase<TModule>>();

    /// <summary>Calls the module with every access.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where the module listens.</summary>
    public Uri Address => new(App.Urls.Single());

    /// <summary>The clock of the module; a <see cref="ManualTimeProvider"/> stands still until the test moves it.</summary>
    protected virtual TimeProvider Clock => TimeProvider.System;

    private WebApplication App => _app ?? throw new InvalidOperationException("The fixture has not been initialized.");

    /// <summary>Calls the module with exactly the given access; with none at all, as nobody.</summary>
    public HttpClient CreateClient(params string[] access)
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Add(TestAuthentication.Header, string.Join(',', access));
        return client;
    }

    /// <summary>Delivers a message to the module's consumers, as the outbox of another module would; fails when a consumer fails.</summary>
    /// <param name="message">A contract record.</param>
    /// <param name="messageId">Identity of the message, to deliver the same one again.</param>
    public async Task PublishAsync<TMessage>(TMessage message, Guid? messageId = null)
        where TMessage : class
    {
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Publish(message, context => context.MessageId = messageId ?? Guid.CreateVersion7());
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        var module = new TModule();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = "Test",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new($"ConnectionStrings:{module.Name}", _postgres.ConnectionString)]);
        builder.AddModules(module.Name, [module]);
        builder.Services.AddSingleton(Clock);
        AddAuthentication(builder);
        Configure(builder);

        _app = builder.Build();
        _app.MapModules();
        await _app.MigrateAsync(CancellationToken.None);
        await _app.StartAsync();
        Http = CreateClient();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>Sets options and replaces services before the host is built.</summary>
    protected virtual void Configure(WebApplicationBuilder builder)
    {
    }

    /// <summary>Lets a header say who calls (<see cref="TestAuthentication"/>); empty for a module that authenticates by itself.</summary>
    protected virtual void AddAuthentication(WebApplicationBuilder builder) =>
        builder.Services.AddAuthentication(TestAuthentication.SchemeName)
            .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TestAuthentication>(TestAuthentication.SchemeName, null);

    private HttpClient CreateClient() => new(new SocketsHttpHandler()) { BaseAddress = Address };
}
