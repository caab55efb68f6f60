using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Metrics.V1;
using Monitoring.Metrics.Collection;
using Monitoring.Metrics.Tests.Query;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.Testing;

namespace Monitoring.Metrics.Tests.Dashboard;

public sealed class MonitoringRouteTests(MetricsFixture metrics) : IClassFixture<MetricsFixture>
{
    [Fact]
    public async Task The_dashboard_has_the_promised_keys_filled_from_what_happened()
    {
        await CollectAsync();
        using (await metrics.Http.GetAsync("/api/v1/metrics/labels"))
        {
        }

        metrics.Time.Advance(TimeSpan.FromSeconds(30));
        await CollectAsync();

        var root = await metrics.Http.GetFromJsonAsync<JsonElement>("/api/v1/monitoring/dashboard?hours=1");

        Assert.True(root.GetProperty("success").GetBoolean());
        var overview = root.GetProperty("data").GetProperty("system_overview");
        var current = overview.GetProperty("current");
        Assert.All(
            new[] { "cpu_usage", "memory_usage", "disk_usage" }, key => Assert.InRange(current.GetProperty(key).GetDouble(), 0, 100));
        Assert.Contains(overview.GetProperty("status").GetString(), new[] { "healthy", "warning", "critical" });
        Assert.True(overview.GetProperty("history").GetArrayLength() > 0);
        var api = root.GetProperty("data").GetProperty("api_statistics");
        Assert.True(api.GetProperty("total_requests").GetInt64() >= 1);
        Assert.Equal(0, api.GetProperty("error_rate_percent").GetDouble());
        Assert.True(api.GetProperty("p95_response_ms").GetDouble() > 0);
    }

    [Fact]
    public async Task Another_hosts_levels_are_not_this_hosts()
    {
        await CollectAsync();
        await metrics.StoreAsync(
            MetricsFixture.Point("system.memory.utilization", metrics.NowMs, 9, ("host.name", "other")),
            MetricsFixture.Point("system.filesystem.utilization", metrics.NowMs, 9, ("host.name", "other")));

        var root = await metrics.Http.GetFromJsonAsync<JsonElement>("/api/v1/monitoring/dashboard?hours=1");

        var latest = root.GetProperty("data").GetProperty("system_overview").GetProperty("history").EnumerateArray().Last();
        Assert.InRange(latest.GetProperty("memory_usage").GetDouble(), 0, 100);
        Assert.InRange(latest.GetProperty("disk_usage").GetDouble(), 0, 100);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("25")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("99999999999999")]
    public async Task Other_periods_are_refused(string hours)
    {
        using var response = await metrics.Http.GetAsync($"/api/v1/monitoring/dashboard?hours={hours}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task The_host_is_described()
    {
        var info = (await metrics.Http.GetFromJsonAsync<JsonElement>("/api/v1/monitoring/system/info")).GetProperty("data");

        Assert.Equal(Environment.MachineName, info.GetProperty("hostname").GetString());
        Assert.Equal(Environment.ProcessorCount, info.GetProperty("cpu_count").GetInt32());
        Assert.True(info.GetProperty("memory_total").GetInt64() > 0);
        Assert.True(info.GetProperty("uptime_seconds").GetInt64() > 0);
        Assert.NotEmpty(info.GetProperty("platform").GetString()!);
        Assert.NotEmpty(info.GetProperty("architecture").GetString()!);
    }

    [Fact]
    public async Task The_parts_of_the_host_are_told_with_their_details()
    {
        await CollectAsync();

        var data = (await metrics.Http.GetFromJsonAsync<JsonElement>("/api/v1/monitoring/system/metrics")).GetProperty("data");

        Assert.Equal(Environment.ProcessorCount, data.GetProperty("cpu").GetProperty("per_core").GetArrayLength());
        Assert.True(data.GetProperty("memory").GetProperty("swap").GetProperty("total").GetInt64() >= 0);
        Assert.True(data.GetProperty("disk").GetProperty("partitions")[0].GetProperty("total").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Array, data.GetProperty("network").GetProperty("interfaces").ValueKind);
        Assert.True(data.GetProperty("process").GetProperty("memory_bytes").GetInt64() > 0);
        Assert.Equal(0, data.GetProperty("unsupported").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/v1/monitoring/health")]
    [InlineData("/api/v1/admin/monitoring/health")]
    public async Task Health_names_every_check(string route)
    {
        var data = (await metrics.Http.GetFromJsonAsync<JsonElement>(route)).GetProperty("data");

        Assert.Equal("healthy", data.GetProperty("status").GetString());
        Assert.Contains(data.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == "metrics.db");
    }

    [Fact]
    public async Task The_admin_metrics_tell_of_requests_and_host()
    {
        var data = (await metrics.Http.GetFromJsonAsync<JsonElement>("/api/v1/admin/monitoring/metrics")).GetProperty("data");

        Assert.True(data.GetProperty("api_statistics").TryGetProperty("requests_per_second", out _));
        Assert.True(data.GetProperty("system").TryGetProperty("memory", out _));
    }

    [Fact]
    public async Task A_collection_tells_the_rules_of_its_levels()
    {
        await using var connection = await metrics.Database.OpenAsync(CancellationToken.None);
        // A message is deleted as soon as it is delivered; the copy stays.
        await connection.ExecuteAsync(
            "create table published (body jsonb); create rule keep as on insert to outbox do also insert into published values (new.body)");

        await CollectAsync();

        var body = await connection.ExecuteScalarAsync<string>("select body from published");
        var observed = JsonSerializer.Deserialize<SamplesObserved>(body!, MessageKinds.Json)!;
        Assert.Equal(metrics.Time.GetUtcNow(), observed.ObservedAt);
        Assert.InRange(observed.Samples.Single(sample => sample.Metric == "system.cpu.utilization" && sample.Labels["cpu"] == "total").Value, 0, 1);
        Assert.InRange(observed.Samples.Single(sample => sample.Metric == "system.memory.utilization").Value, 0, 1);
        Assert.Contains(observed.Samples, sample => sample.Metric == "system.filesystem.utilization" && sample.Labels["mountpoint"] == "/");
        Assert.DoesNotContain(observed.Samples, sample => sample.Metric == "system.network.io");
    }

    [Fact]
    public async Task Browsers_report_and_pages_of_objects_are_one_page()
    {
        var now = metrics.NowMs;
        var body = JsonSerializer.Serialize(new
        {
            metrics = new object[]
            {
                new { name = "LCP", value = 1200, page = "/runs/0198c0de-7f2a-7000-8000-000000000001?tab=errors", rating = "good", timestamp = now },
                new { name = "lcp", value = 1800, page = "/runs/17", rating = "good", timestamp = now },
                new { name = "long_task", value = 75.5, page = "/runs" },
                new { name = "keystrokes", value = 1 },
                new { name = "lcp", value = -1 },
            },
        });
        using var response = await metrics.Http.PostAsync(
            "/api/v1/monitoring/frontend-metrics", new StringContent(body, Encoding.UTF8, "text/plain"));

        var data = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data");
        var stored = await metrics.QueryAsync(QueryTests.Ask("browser.lcp", "sum", now, now + 15_000, groupBy: ["page", "rating"]));

        Assert.Equal((3, 2), (data.GetProperty("accepted").GetInt32(), data.GetProperty("rejected").GetInt32()));
        Assert.Equal(new Dictionary<string, string> { ["page"] = "/runs/:id", ["rating"] = "good" }, stored.Results.Single().Series.Single().Labels);
        Assert.Equal(3000, stored.Results.Single().Series.Single().Points.Single().Value);
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("""{"metrics":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"metrics":[null]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"metrics":[{"name":"lcp","value":"fast"}]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"metrics":[{"name":"lcp","value":1,"timestamp":0}]}""", HttpStatusCode.BadRequest)]
    public async Task Bad_reports_are_refused(string body, HttpStatusCode expected)
    {
        using var response = await metrics.Http.PostAsync(
            "/api/v1/monitoring/frontend-metrics", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_report_of_more_than_64_KiB_is_refused()
    {
        using var response = await metrics.Http.PostAsync(
            "/api/v1/monitoring/frontend-metrics", new StringContent($"{{\"metrics\":[{{\"name\":\"{new string('x', 65_536)}\"}}]}}", Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/monitoring/system/info")]
    [InlineData("/api/v1/monitoring/system/metrics")]
    [InlineData("/api/v1/monitoring/dashboard")]
    [InlineData("/api/v1/monitoring/health")]
    [InlineData("/api/v1/metrics/series")]
    public async Task Reading_needs_the_right_to_read(string route)
    {
        using var client = metrics.CreateClient("metrics:write");

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(route)).StatusCode);
    }

    [Fact]
    public async Task The_exposition_is_open_and_names_host_and_process()
    {
        await CollectAsync();
        using var nobody = metrics.CreateClient([]);

        var text = await nobody.GetStringAsync("/metrics");

        Assert.Contains("# TYPE system_cpu_utilization_ratio gauge\n", text, StringComparison.Ordinal);
        Assert.Contains("system_memory_limit_bytes ", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.Contains("monitoring_metrics_points_total ", text, StringComparison.Ordinal);
    }

    private async Task CollectAsync()
    {
        metrics.Time.Advance(TimeSpan.FromSeconds(1));
        var (pass, reader) = (metrics.Services.GetRequiredService<CollectionPass>(), metrics.Services.GetRequiredService<HostReader>());
        // The processors count in ticks of 10 ms; the clock of the tests does not move theirs.
        await Eventually.TrueAsync(() => HaveTicked(pass.Latest, reader.Read()), TimeSpan.FromSeconds(5));
        await pass.RunAsync(CancellationToken.None);
    }

    private static bool HaveTicked(HostReading before, HostReading now)
    {
        var earlier = before.Cpus.ToDictionary(cpu => cpu.Cpu, cpu => cpu.Total);
        return now.Cpus.All(cpu => cpu.Total > earlier[cpu.Cpu]);
    }
}
