using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Monitoring.Demo.Reporting;

namespace Monitoring.Demo.Hosting;

/// <summary>The command line.</summary>
internal static class DemoCommand
{
    public static RootCommand Create(IConfiguration environment, TextWriter output, TextWriter errors)
    {
        var address = new Option<Uri>("--address")
        {
            Description = "Address of the suite.",
            DefaultValueFactory = _ => new Uri($"http://127.0.0.1:{environment["PORT"] ?? "8080"}"),
            CustomParser = ParseAddress,
        };
        var apiKey = new Option<string?>("--api-key")
        {
            Description = $"API key; without it {ApiKeyLookup.Variable}, then the one that a suite on this machine keeps in its data folder.",
        };
        var year = new Option<int>("--year")
        {
            Description = "Year to generate tasks for.",
            DefaultValueFactory = _ => TimeProvider.System.GetUtcNow().Year,
            CustomParser = ParseYear,
        };
        var speed = new Option<string>("--speed") { Description = "How quickly to go on after the first pass.", DefaultValueFactory = _ => "normal" };
        var once = new Option<bool>("--once") { Description = "End after one pass over the year." };
        var folder = new Option<string>("--output")
        {
            Description = "Folder for the generated tasks.",
            DefaultValueFactory = _ => Path.Combine(environment["MONITORING_DATA"] ?? ".data", "demo"),
        };
        speed.AcceptOnlyFromAmong([.. Pace.Names]);

        var command = new RootCommand("Fills a running suite with a realistic load: generates a year of tasks and reports every run.")
        {
            address, apiKey, year, speed, once, folder,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            if (ApiKeyLookup.Find(result.GetValue(apiKey), environment) is not { } key)
            {
                await errors.WriteLineAsync($"No API key: give --api-key or set {ApiKeyLookup.Variable}, or start the suite on this machine first (./run).");
                return ExitCode.Usage;
            }

            var options = new DemoOptions(
                result.GetRequiredValue(address),
                key,
                result.GetValue(year),
                Pace.Of(result.GetRequiredValue(speed)),
                result.GetValue(once),
                result.GetRequiredValue(folder));
            return await DemoProcess.RunAsync(options, output, errors, cancellationToken);
        });
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
        {
            return address;
        }

        result.AddError("--address must be an http or https address.");
        return null;
    }

    private static int ParseYear(ArgumentResult result)
    {
        if (!int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1900 or > 9999)
        {
            result.AddError("--year must lie between 1900 and 9999.");
        }

        return year;
    }
}
