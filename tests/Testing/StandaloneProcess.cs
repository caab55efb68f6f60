using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Monitoring.Testing;

/// <summary>Standalone as its own process on free ports and a data folder of its own, so that a test can use, kill and restart it.</summary>
/// <remarks>The tests' project references Standalone, whose binary therefore stands beside the tests'.</remarks>
public sealed class StandaloneProcess : IAsyncDisposable
{
    /// <summary>Value of the admin key that the first start makes.</summary>
    public const string AdminKey = "acceptance-tests-admin-key-0123456789abcdef";

    private static readonly TimeSpan _startLimit = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <param name="settings">Environment variables on top of the usual ones, e.g. <c>ConnectionStrings__postgres</c>.</param>
    public StandaloneProcess(IReadOnlyDictionary<string, string>? settings = null)
    {
        _settings = settings ?? new Dictionary<string, string>();
        // Not a temporary folder of the framework, whose mode keeps out the unprivileged user that Postgres runs as.
        DataFolder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"monitoring-standalone-{Guid.CreateVersion7():n}")).FullName;
        Address = new Uri($"http://127.0.0.1:{FreePort()}");
        ManagementAddress = new Uri($"http://127.0.0.1:{FreePort()}");
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    /// <summary>Where the console and the API are.</summary>
    public Uri Address { get; }

    /// <summary>Where the Prometheus exposition is.</summary>
    public Uri ManagementAddress { get; }

    /// <summary>Survives restarts; deleted at the end.</summary>
    public string DataFolder { get; }

    /// <summary>Calls the API as admin.</summary>
    public HttpClient Http { get; }

    /// <summary>The process id while it runs.</summary>
    public int Id => _process?.Id ?? throw new InvalidOperationException("Standalone is not running.");

    /// <summary>True once the process has ended by itself or was killed.</summary>
    public bool HasExited => _process?.HasExited ?? true;

    /// <summary>Everything the process has printed over all its starts.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the process and waits until it says it is ready.</summary>
    /// <param name="environment">Variables of this start only, e.g. an armed crash point.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        Launch(environment);
        await Eventually.TrueAsync(IsReadyAsync, _startLimit);
    }

    /// <summary>Starts the process without waiting, for starts that are meant to fail or to be killed early.</summary>
    public void Launch(IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Monitoring.Standalone.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment().Concat(_settings).Concat(environment ?? new Dictionary<string, string>()))
        {
            start.Environment[name] = value;
        }

        _process?.Dispose();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for the process to end by itself and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        await _process!.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks the process to stop and waits for it.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process!.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            await StopAsync();
        }

        _process?.Dispose();
        Http.Dispose();
        Directory.Delete(DataFolder, recursive: true);
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Test",
        ["PORT"] = Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Management__Port"] = ManagementAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Otlp__HttpPort"] = "0",
        ["MONITORING_DATA"] = DataFolder,
        ["Auth__BootstrapAdminKey"] = AdminKey,
    };

    private async Task<bool> IsReadyAsync()
    {
        if (HasExited)
        {
            throw new InvalidOperationException($"Standalone ended with exit code {_process!.ExitCode}:\n{Output}");
        }

        try
        {
            using var response = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
