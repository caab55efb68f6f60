using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Monitoring.Gateway.Tests.Browser;

public sealed class ConsoleTests(ConsoleTests.Fixture gateway) : IClassFixture<ConsoleTests.Fixture>
{
    private const string Html = "text/html,application/xhtml+xml";

    [Theory]
    [InlineData("/")]
    [InlineData("/login?token=x")]
    [InlineData("/admin/monitoring/logs")]
    public async Task Every_address_of_the_console_is_its_page(string url)
    {
        using var response = await GetAsync(url, Html);

        Assert.Equal((HttpStatusCode.OK, "text/html", "no-cache"), Describe(response));
        Assert.Equal(Fixture.Page, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/assets/index-1a2b3c.js", "text/javascript", "public, max-age=31536000, immutable")]
    [InlineData("/theme.js", "text/javascript", "no-cache")]
    [InlineData("/index.html", "text/html", "no-cache")]
    public async Task Files_may_be_kept_as_long_as_their_name_promises(string url, string type, string cacheControl)
    {
        using var response = await GetAsync(url, "*/*");

        Assert.Equal((HttpStatusCode.OK, type, cacheControl), Describe(response));
    }

    [Theory]
    [InlineData("/api/v1/unheard-of", Html)]
    [InlineData("/auth/unheard-of", Html)]
    [InlineData("/admin/monitoring", "application/json")]
    [InlineData("/assets/missing.js", "*/*")]
    [InlineData("/..%2f..%2fsecret.txt", "*/*")]
    public async Task Nothing_else_is(string url, string accept)
    {
        using var response = await GetAsync(url, accept);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Files_and_answers_are_compressed(string encoding)
    {
        using var anybody = gateway.Plain();
        anybody.DefaultRequestHeaders.Add("Accept-Encoding", encoding);

        using var file = await anybody.GetAsync("/assets/index-1a2b3c.js");
        using var answer = await anybody.GetAsync("/health/ready");

        Assert.Equal([encoding], file.Content.Headers.ContentEncoding);
        Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        Assert.True((await file.Content.ReadAsByteArrayAsync()).Length < Fixture.Script.Length / 10);
    }

    private async Task<HttpResponseMessage> GetAsync(string url, string accept)
    {
        using var anybody = gateway.Plain();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", accept);
        return await anybody.SendAsync(request);
    }

    private static (HttpStatusCode Status, string? Type, string? CacheControl) Describe(HttpResponseMessage response) =>
        (response.StatusCode, response.Content.Headers.ContentType?.MediaType, string.Join(", ", response.Headers.GetValues("Cache-Control")));

    /// <summary>With a built console of three files.</summary>
    public sealed class Fixture : GatewayFixture
    {
        public const string Page = "<!doctype html><title>Console</title>";

        public static readonly string Script = string.Concat(Enumerable.Repeat("console.log('monitoring');\n", 500));

        protected override void Configure(WebApplicationBuilder builder)
        {
            var folder = Directory.CreateTempSubdirectory("monitoring-console-").FullName;
            Directory.CreateDirectory(Path.Combine(folder, "assets"));
            File.WriteAllText(Path.Combine(folder, "index.html"), Page);
            File.WriteAllText(Path.Combine(folder, "theme.js"), "");
            File.WriteAllText(Path.Combine(folder, "assets", "index-1a2b3c.js"), Script);
            builder.Configuration.AddInMemoryCollection([new("Console:Path", folder)]);
        }
    }
}
