using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.SignIn;

namespace Monitoring.Gateway.Local;

/// <summary>Prints a login link once the process listens, and keeps a working token in the data folder for <c>./run link</c>.</summary>
/// <remarks>
/// Who may read the folder owns the installation anyway: its database lies beside. The token on disk is replaced when it is used and
/// before it expires, so it is always good for at least half an hour.
/// </remarks>
internal sealed partial class LoginLinkPrinter(
    LocalAccess local, LoginLinks links, IServer server, IHostApplicationLifetime host, TimeProvider clock, ILogger<LoginLinkPrinter> logger)
    : BackgroundService
{
    private static readonly TimeSpan _renewAfter = LoginLinks.Lifetime / 2;
    private static readonly TimeSpan _retryAfter = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ListeningAsync(stoppingToken);
        var isPrinted = false;
        while (true)
        {
            var pause = _renewAfter;
            try
            {
                var token = await RenewAsync(stoppingToken);
                if (!isPrinted)
                {
                    await PrintAsync(token);
                    isPrinted = true;
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Neither a full disk nor an absent database may end the host over a link; one that was printed is unharmed.
                LogRenewalFailed(exception);
                pause = _retryAfter;
            }

            await links.Redeemed.WaitAsync(pause, stoppingToken);
        }
    }

    internal static string Describe(Uri address, string token) =>
        $"""

        Monitoring is at {address}
        Sign in, once and within {LoginLinks.Lifetime.TotalMinutes} minutes: {address}login?token={token}
        For another link: ./run link

        """;

    private async Task ListeningAsync(CancellationToken cancellationToken)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = host.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(Timeout.InfiniteTimeSpan, clock, cancellationToken);
    }

    private Task PrintAsync(string token)
    {
        var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        return local.Terminal.WriteLineAsync(Describe(new Uri(address), token));
    }

    private async Task<string> RenewAsync(CancellationToken cancellationToken)
    {
        var token = await links.IssueAsync(cancellationToken);
        await PrivateFile.WriteAsync(local.SetupTokenFile, token, cancellationToken);
        return token;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No new login link could be stored")]
    private partial void LogRenewalFailed(Exception exception);
}
