using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.ServiceDefaults.EmbeddedPostgres;
using Monitoring.ServiceDefaults.Modules;
using Npgsql;

namespace Monitoring.ServiceDefaults.Hosting;

/// <summary>The whole life of a host: command line, database, migration, serving, stop. Every <c>Program.cs</c> is one call of it.</summary>
public sealed class ModuleProcess
{
    private readonly string _serviceName;
    private readonly HostCommandLine _command;
    private readonly bool _startsPostgres;

    private ModuleProcess(string serviceName, HostCommandLine command, bool startsPostgres)
    {
        _serviceName = serviceName;
        _command = command;
        _startsPostgres = startsPostgres;
    }

    /// <summary>Serves, or does what a flag asks for: <c>--target=a,b</c>, <c>--list-targets</c>, <c>--verify-config</c>, <c>--migrate</c>.</summary>
    /// <param name="serviceName">Name of the process in telemetry.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="modules">What the process can run.</param>
    /// <param name="startsPostgres">Whether it starts a private Postgres when it is given no connection string.</param>
    /// <returns>The exit code: 0 done, 1 refused or failed with a message on standard error, 2 the command line makes no sense.</returns>
    public static async Task<int> RunAsync(
        string serviceName, string[] arguments, IReadOnlyList<IServiceModule> modules, bool startsPostgres = false)
    {
        try
        {
            var process = new ModuleProcess(serviceName, HostCommandLine.Parse(arguments, modules), startsPostgres);
            await process.RunAsync();
            return 0;
        }
        catch (OperationCanceledException)
        {
            // Told to stop before the start was over; nothing else cancels it.
            return 0;
        }
        catch (HostRefusedException exception)
        {
            return Refuse(exception.Message, exception.ExitCode);
        }
        catch (EmbeddedPostgresException exception)
        {
            return Refuse(exception.Message);
        }
        catch (OptionsValidationException exception)
        {
            return Refuse(string.Join(Environment.NewLine, exception.Failures));
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            return Refuse($"The database cannot be reached: {exception.Message}");
        }
    }

    private static int Refuse(string message, int exitCode = 1)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }

    private async Task RunAsync()
    {
        switch (_command.Verb)
        {
            case HostVerb.ListTargets:
                Console.WriteLine(string.Join(Environment.NewLine, _command.Modules.Select(module => module.Name)));
                break;
            case HostVerb.VerifyConfiguration:
                await VerifyConfigurationAsync();
                break;
            case HostVerb.Migrate:
                await WithDatabaseAsync(ReportMigrationAsync);
                break;
            default:
                await WithDatabaseAsync(ServeAsync);
                break;
        }
    }

    private async Task VerifyConfigurationAsync()
    {
        await using var app = Build(CreateBuilder());
        app.Services.GetService<IStartupValidator>()?.Validate();
        Console.WriteLine("The configuration is valid.");
    }

    private async Task WithDatabaseAsync(Func<WebApplication, Task> work)
    {
        var builder = CreateBuilder();
        // Disposed last: what the modules write while they stop still finds its database.
        await using var postgres = _startsPostgres ? await builder.AddEmbeddedPostgresAsync(_command.Modules, CancellationToken.None) : null;
        await using var app = Build(builder);
        await work(app);
    }

    private static async Task ReportMigrationAsync(WebApplication app) =>
        Console.WriteLine($"{await app.MigrateAsync(CancellationToken.None)} migrations applied.");

    private static async Task ServeAsync(WebApplication app)
    {
        app.CheckListeners();
        // Before the host would: a refusal then is its message alone, and nothing has been migrated.
        app.Services.GetService<IStartupValidator>()?.Validate();
        await app.MigrateAsync(CancellationToken.None);
        await app.RunAsync();
    }

    private WebApplicationBuilder CreateBuilder() => WebApplication.CreateBuilder(_command.Configuration);

    private WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddListeners();
        builder.AddModules(_serviceName, _command.Modules);
        var app = builder.Build();
        app.UseListeners();
        app.MapModules();
        return app;
    }
}
