using System.Net;
using System.Net.Sockets;
using Monitoring.ServiceDefaults.Http.OutboundGuard;

namespace Monitoring.ServiceDefaults.Tests.Http;

/// <summary>Addresses that users type in lead neither to this machine nor into its network: not by any spelling, name or redirect.</summary>
[Trait("bad-input", "B27")]
public sealed class OutboundGuardTests : IAsyncLifetime
{
    private readonly Canary _canary = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _canary.DisposeAsync();

    /// <summary>Hosts that are refused when they are saved, and blocked when they are called all the same.</summary>
    public static TheoryData<string> PrivateHosts =>
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254", "169.254.169.254",
        "169.254.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "198.18.0.1",
        "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
        "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "0",
        "[::]", "[::1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:a9fe:a9fe]",
        "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001::1]", "[2001:db8::1]", "[100::1]", "[fc00::1]", "[fd12:3456::1]",
        "[fe80::1]", "[fec0::1]", "[ff02::1]", "localhost", "LOCALHOST", "localhost.", "a.localhost", "127.0.0.1.", "①②⑦.0.0.1", "intranet",
    ];

    /// <summary>Texts that are no plain https URL of a public host.</summary>
    public static TheoryData<string?> OddUrls =>
    [
        null, "", "hooks.example.com", "//hooks.example.com/", "https://", "ftp://hooks.example.com/", "file:///etc/passwd", "gopher://hooks.example.com/",
        "javascript:alert(1)", "http://hooks.example.com/", "https://hooks.example.com:22/", "https://hooks.example.com:6379/",
        "https://user@hooks.example.com/", "https://user:password@hooks.example.com/", "https://hooks.example.com@127.0.0.1/",
        "https://127.0.0.1#@hooks.example.com/", "https://hooks.example.com/#fragment", "https://hooks.example.com\\@127.0.0.1/",
        "https:\\\\127.0.0.1/", "https://hooks.example.com/a b", "https://hooks.example.com/\r\nHost: other", "https://hooks.example.com/\t", " https://hooks.example.com/",
    ];

    [Theory]
    [MemberData(nameof(PrivateHosts))]
    public async Task A_private_host_is_refused_when_saved_and_blocked_when_called(string host)
    {
        var guard = new OutboundGuard(new(), ResolveToThisMachine);

        Assert.NotNull(guard.Check($"https://{host}/").Refusal);
        await AssertBlockedAsync(guard, $"http://{host}:{_canary.Port}/");
    }

    [Theory]
    [MemberData(nameof(OddUrls))]
    public void A_url_that_is_not_plain_https_is_refused(string? url) => Assert.NotNull(new OutboundGuard(new()).Check(url).Refusal);

    [Theory]
    [InlineData("https://hooks.example.com/a/b?c=d", "https://hooks.example.com/a/b?c=d")]
    [InlineData("https://hooks.example.com:8443/", "https://hooks.example.com:8443/")]
    [InlineData("https://1.1.1.1/", "https://1.1.1.1/")]
    [InlineData("https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/")]
    [InlineData("https://bücher.example/", "https://xn--bcher-kva.example/")]
    public void A_plain_https_url_of_a_public_host_is_taken_with_its_host_in_ascii(string url, string expected) =>
        Assert.Equal((expected, null), (new OutboundGuard(new()).Check(url).Url?.AbsoluteUri, new OutboundGuard(new()).Check(url).Refusal));

    [Fact]
    public async Task A_public_name_that_leads_here_is_blocked() =>
        await AssertBlockedAsync(new(new(), ResolveToThisMachine), $"http://rebind.example.com:{_canary.Port}/");

    [Fact]
    public async Task One_private_address_among_public_ones_is_enough_to_be_blocked() =>
        await AssertBlockedAsync(
            new(new(), static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("1.1.1.1"), IPAddress.Loopback])),
            $"http://mixed.example.com:{_canary.Port}/");

    [Fact]
    public async Task A_name_without_addresses_is_blocked() =>
        await AssertBlockedAsync(new(new(), static (_, _) => Task.FromResult<IPAddress[]>([])), $"http://nowhere.example.com:{_canary.Port}/");

    [Fact]
    public async Task A_name_is_resolved_once_for_a_connection_so_that_it_cannot_change_its_mind()
    {
        var resolved = 0;
        var guard = new OutboundGuard(
            new(), (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref resolved) == 1 ? IPAddress.Parse("1.1.1.1") : IPAddress.Loopback]));
        using var client = new HttpClient(guard.CreateHandler());
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        // Whether the public address answers is not the point.
        await Record.ExceptionAsync(() => client.GetAsync(new Uri($"http://flips.example.com:{_canary.Port}/"), impatience.Token));

        Assert.Equal((1, 0), (resolved, _canary.Connections));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_an_answer_and_not_followed(int status)
    {
        var options = new OutboundGuardOptions();
        options.AllowedHosts.Add("127.0.0.1");
        await using var redirecting = new Canary($"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{_canary.Port}/\r\nContent-Length: 0\r\n\r\n");
        using var client = new HttpClient(new OutboundGuard(options).CreateHandler());

        using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{redirecting.Port}/"));

        Assert.Equal((status, 0), ((int)response.StatusCode, _canary.Connections));
    }

    [Fact]
    public async Task What_the_configuration_allows_is_called_by_name_or_network()
    {
        var byName = new OutboundGuardOptions();
        byName.AllowedHosts.Add("hooks.lan");
        var byNetwork = new OutboundGuardOptions();
        byNetwork.AllowedCidrs.Add("127.0.0.0/8");

        Assert.Null(new OutboundGuard(byName).Check("http://hooks.lan:8080/").Refusal);
        Assert.NotNull(new OutboundGuard(byName).Check("http://other.lan:8080/").Refusal);
        Assert.Null(new OutboundGuard(byNetwork).Check("http://127.0.0.1:8080/").Refusal);
        Assert.NotNull(new OutboundGuard(byNetwork).Check("http://10.0.0.1:8080/").Refusal);

        await using var answering = new Canary("HTTP/1.1 204 No Content\r\n\r\n");
        foreach (var options in new[] { byName, byNetwork })
        {
            using var client = new HttpClient(new OutboundGuard(options, ResolveToThisMachine).CreateHandler());
            using var response = await client.GetAsync(new Uri($"http://hooks.lan:{answering.Port}/"));
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        }
    }

    [Fact]
    public void A_network_that_cannot_be_read_stops_the_start_with_its_key()
    {
        var options = new OutboundGuardOptions();
        options.AllowedCidrs.Add("10.1.0.0/16");
        options.AllowedCidrs.Add("10.1.0.0/99");

        var result = new ValidateOutboundGuardOptions("client", "Alerting").Validate("client", options);

        Assert.Equal(["Alerting:AllowedCidrs holds '10.1.0.0/99'; it must be a network such as 10.1.0.0/16."], result.Failures);
    }

    private static Task<IPAddress[]> ResolveToThisMachine(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private async Task AssertBlockedAsync(OutboundGuard guard, string url)
    {
        using var client = new HttpClient(guard.CreateHandler());

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(url)));

        Assert.IsType<OutboundRefusedException>(exception.InnerException);
        Assert.Equal(0, _canary.Connections);
    }

    /// <summary>Counts the connections to a port of this machine, and gives each the same answer.</summary>
    private sealed class Canary : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Any, 0);
        private readonly byte[] _answer;
        private readonly Task _accepting;
        private int _connections;

        public Canary(string answer = "")
        {
            _answer = System.Text.Encoding.ASCII.GetBytes(answer);
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        private async Task AcceptAsync()
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync();
                Interlocked.Increment(ref _connections);
                await socket.ReceiveAsync(new byte[4096]);
                await socket.SendAsync(_answer);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _listener.Dispose();
            await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
