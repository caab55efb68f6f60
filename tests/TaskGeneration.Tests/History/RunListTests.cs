using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.History;

/// <summary>Lists: filters, order, pages, and their cost.</summary>
public sealed class RunListTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task Every_filter_selects()
    {
        var id = await _client.StartAsync(new
        {
            generationType = "filtered",
            targetYear = 2031,
            targetMonth = 7,
            source = "Quarter-End",
            metadata = new { region = "North" },
        });
        await _client.PostAsync($"{RunClient.Runs}/{id}/errors", new { message = "Disk FULL", type = "IOException" });
        await _client.CompleteAsync(id, 2, 1, 1, 0, null, "told at the end");
        var other = await _client.StartAsync(new { generationType = "other", targetYear = 2032, targetMonth = 8 });
        var startedAt = (await _client.RunAsync(id))["startedAt"]!.GetValue<DateTimeOffset>();

        foreach (var matching in new[]
        {
            "generationType=filtered", "status=partial", "targetYear=2031", "targetMonth=7", "source=Quarter-End", "q=quarter-end", "q=FILTERED",
            "q=north", "q=disk%20full", "q=ioexception", "q=AT%20THE%20END", $"from={Escape(startedAt)}&to={Escape(startedAt.AddTicks(10))}",
        })
        {
            Assert.Equal([id], await IdsAsync(matching));
        }

        Assert.DoesNotContain(id, await IdsAsync($"to={Escape(startedAt)}"));
        Assert.Equal([other], await IdsAsync("generationType=other&status=running&targetYear=2032"));
        Assert.Empty(await IdsAsync("generationType=filtered&status=completed"));
    }

    [Theory]
    [InlineData("-startedAt")]
    [InlineData("startedAt")]
    [InlineData("-durationMs")]
    [InlineData("durationMs")]
    [InlineData("-errorCount")]
    [InlineData("errorCount")]
    public async Task Pages_hold_every_run_once_and_in_order_while_runs_are_added(string sort)
    {
        var type = $"paged_{(sort[0] == '-' ? "d" : "u")}_{sort.TrimStart('-').ToLowerInvariant()}";
        var expected = new List<(Guid Id, long Key)>();
        for (var i = 0; i < 13; i++)
        {
            var id = await _client.StartAsync(new { generationType = type });
            // Equal keys on purpose: only the id tells such rows apart.
            var key = i / 3;
            if (i > 0)
            {
                await _client.CompleteAsync(id, 5, 5, 0, 0, key * 100, [.. Enumerable.Range(0, key).Select(n => $"e{n}")]);
            }

            expected.Add((id, sort.Contains("started", StringComparison.Ordinal) ? i : sort.Contains("error", StringComparison.Ordinal) ? key : i == 0 ? -1 : key));
        }

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = (await _client.GetAsync($"{RunClient.Runs}?generationType={type}&sort={sort}&limit=4{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}")).Body;
            seen.AddRange(Ids(page));
            cursor = page["nextCursor"]?.GetValue<string>();
            await _client.StartAsync(new { generationType = "between_the_pages" });
        }
        while (cursor is not null);

        var ascending = expected.OrderBy(item => item.Key).ThenBy(item => item.Id.ToString(), StringComparer.Ordinal).Select(item => item.Id);
        Assert.Equal(sort[0] == '-' ? ascending.Reverse() : ascending, seen);
    }

    [Fact]
    public async Task A_cursor_leads_only_through_its_own_list_and_order()
    {
        await _client.StartAsync();
        await _client.StartAsync();
        var cursor = Uri.EscapeDataString((await _client.GetAsync($"{RunClient.Runs}?limit=1")).Body["nextCursor"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"{RunClient.Runs}?limit=1&cursor={cursor}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"{RunClient.Runs}?limit=1&sort=startedAt&cursor={cursor}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"/api/v1/generation/alerts?cursor={cursor}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync($"{RunClient.Runs}?cursor={cursor[..^2]}AA")).Status);
    }

    // The database itself says how many rows it touched: a page of a long list reads a page, not the list.
    [Theory]
    [InlineData("")]
    [InlineData("generationType=bulk_3")]
    [InlineData("status=failed")]
    [InlineData("source=source_2")]
    [InlineData("targetYear=2040&targetMonth=5")]
    [InlineData("sort=-durationMs")]
    [InlineData("sort=errorCount")]
    public async Task A_page_costs_what_it_shows_and_not_what_is_stored(string query)
    {
        await FillAsync();
        var first = (await _client.GetAsync($"{RunClient.Runs}?limit=50&{query}")).Body;
        Assert.Equal(50, first["items"]!.AsArray().Count);

        var (sql, parameters) = PageSql(query);
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        var plan = JsonNode.Parse(await connection.ExecuteScalarAsync<string>($"explain (analyze, format json) {sql}", parameters) ?? "")!;

        Assert.InRange(RowsRead(plan[0]!["Plan"]!), 50, 200);
    }

    private static double RowsRead(JsonNode node)
    {
        var own = node["Node Type"]!.GetValue<string>().Contains("Scan", StringComparison.Ordinal)
            ? (node["Actual Rows"]!.GetValue<double>() + (node["Rows Removed by Filter"]?.GetValue<double>() ?? 0)) * node["Actual Loops"]!.GetValue<double>()
            : 0;
        return own + (node["Plans"]?.AsArray().Sum(child => RowsRead(child!)) ?? 0);
    }

    private static (string Sql, DynamicParameters Parameters) PageSql(string query)
    {
        var values = System.Web.HttpUtility.ParseQueryString(query);
        var filter = TaskGeneration.History.RunFilter.Read(
            new()
            {
                GenerationType = values["generationType"],
                Status = values["status"],
                Source = values["source"],
                TargetYear = values["targetYear"],
                TargetMonth = values["targetMonth"],
                Sort = values["sort"],
            },
            null!,
            new());
        return filter.ToSql();
    }

    private async Task FillAsync()
    {
        await using var connection = await module.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync(
            """
            insert into generation_run (id, generation_type, target_year, target_month, source, status, started_at, duration_ms, error_count, stalls_at, start_sha256)
            select gen_random_uuid(), 'bulk_' || n % 5, 2040, 1 + n % 12, 'source_' || n % 7,
              (array['completed', 'partial', 'failed'])[1 + n % 3], now() - n * interval '1 second', n % 1000, n % 10, now(), ''
            from generate_series(1, 20000) as n
            where not exists (select 1 from generation_run where generation_type = 'bulk_0');
            analyze generation_run;
            """);
    }

    private async Task<IReadOnlyList<Guid>> IdsAsync(string query) => Ids((await _client.GetAsync($"{RunClient.Runs}?{query}")).Body);

    private static IReadOnlyList<Guid> Ids(JsonNode page) => [.. page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>())];

    private static string Escape(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
}
