using System.Text.Json;

namespace Monitoring.LogIngest.Tests.Search;

public sealed class PagingTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static DateTimeOffset Now => LogIngestFixture.Now;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(7, 300)]
    [InlineData(500, 300)]
    public async Task Pages_hold_every_record_once_although_more_arrive_meanwhile(int limit, int records)
    {
        var service = $"page-{Guid.CreateVersion7():N}";
        var random = new Random(limit);
        // Many records of one time, so that pages end among equals.
        await logs.IngestAsync([.. Enumerable.Range(0, records).Select(i => LogIngestFixture.Record(
            $"before {i}", service, at: Now.AddSeconds(-random.Next(10)).AddHours(-random.Next(3))))]);
        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 0; !done.IsCancellationRequested; i++)
            {
                await logs.IngestAsync(LogIngestFixture.Record($"meanwhile {i}", service, at: Now.AddSeconds(-random.Next(10))));
            }
        });

        var found = await logs.SearchAsync($"service={service}", limit);
        await done.CancelAsync();
        await writer;

        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Equal(records, found.Count(message => message.StartsWith("before", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Records_are_ordered_by_time_newest_first()
    {
        var service = $"order-{Guid.CreateVersion7():N}";
        var random = new Random(3);
        await logs.IngestAsync([.. Enumerable.Range(0, 200).Select(i => LogIngestFixture.Record($"{i}", service, at: Now.AddSeconds(-random.Next(600_000))))]);

        var page = await logs.GetAsync($"/api/v1/logs/search?service={service}&limit=500");

        var times = page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("timestamp").GetDateTimeOffset()).ToList();
        Assert.Equal(200, times.Count);
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public async Task The_context_of_a_record_is_what_its_service_logged_around_it()
    {
        var service = $"context-{Guid.CreateVersion7():N}";
        await logs.IngestAsync([.. Enumerable.Range(0, 100).SelectMany(i => new[]
        {
            LogIngestFixture.Record($"{i}", service, at: Now.AddSeconds(-1000 + i)),
            LogIngestFixture.Record("other", "elsewhere", at: Now.AddSeconds(-1000 + i)),
        })]);
        var found = await logs.GetAsync($"/api/v1/logs/search?service={service}&q=50");
        var id = found.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetString();

        var context = await logs.GetAsync($"/api/v1/logs/{id}/context?count=3");

        Assert.Equal(["47", "48", "49"], Messages(context.GetProperty("before")));
        Assert.Equal("50", context.GetProperty("record").GetProperty("message").GetString());
        Assert.Equal(["51", "52", "53"], Messages(context.GetProperty("after")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("not-a-number")]
    [InlineData("99999999999999999999999999")]
    public async Task The_context_of_no_record_is_not_found(string id)
    {
        using var response = await logs.Http.GetAsync(new Uri($"/api/v1/logs/{id}/context", UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, response.StatusCode);
    }

    private static IEnumerable<string?> Messages(JsonElement records) => records.EnumerateArray().Select(item => item.GetProperty("message").GetString());
}
