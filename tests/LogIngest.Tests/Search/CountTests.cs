using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.LogIngest.Generations;
using Monitoring.LogIngest.Search;

namespace Monitoring.LogIngest.Tests.Search;

public sealed class CountTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static DateTimeOffset Now => LogIngestFixture.Now;

    [Theory]
    [InlineData("", 3600, 60)]
    [InlineData("", 3599.5, 60)]
    [InlineData("", 7200, 500)]
    [InlineData("", 90, 60)]
    [InlineData("&level=ERROR", 3599.5, 60)]
    [InlineData("&q=even", 3599.5, 60)]
    [InlineData("&q=level%3E%3Derror%20even", 7100, 7)]
    public async Task A_histogram_equals_counting_the_records(string filter, double seconds, int buckets)
    {
        var (service, sent) = await SendAsync();
        var (from, to) = (Now.AddSeconds(-seconds), Now.AddMilliseconds(-1500));

        var histogram = await logs.GetAsync(
            $"/api/v1/logs/histogram?service={service}{filter}&from={Format(from)}&to={Format(to)}&buckets={buckets}");

        var step = TimeSpan.FromMilliseconds(histogram.GetProperty("stepMs").GetInt64());
        var expected = sent
            .Where(record => record.At >= from && record.At < to)
            .Where(record => !filter.Contains("ERROR", StringComparison.OrdinalIgnoreCase) || record.Level == "ERROR")
            .Where(record => !filter.Contains("even", StringComparison.Ordinal) || record.Message.StartsWith("even", StringComparison.Ordinal))
            .CountBy(record => (HistogramStep.Floor(record.At, step), record.Level))
            .OrderBy(cell => cell.Key)
            .ToList();
        var counted =
            from bucket in histogram.GetProperty("buckets").EnumerateArray()
            from count in bucket.GetProperty("counts").EnumerateObject()
            let cell = KeyValuePair.Create((bucket.GetProperty("start").GetDateTimeOffset(), count.Name), count.Value.GetInt32())
            orderby cell.Key
            select cell;
        Assert.Equal(expected, counted);
        Assert.Equal(expected.Sum(cell => cell.Value), histogram.GetProperty("total").GetInt64());
        Assert.InRange(histogram.GetProperty("buckets").GetArrayLength(), 1, buckets);
        Assert.False(histogram.GetProperty("partial").GetBoolean());
    }

    [Theory]
    [InlineData("")]
    [InlineData("&q=odd")]
    public async Task Facets_count_each_dimension_without_the_choice_made_in_it(string filter)
    {
        var (service, sent) = await SendAsync();
        var matching = sent.Where(record => filter.Length == 0 || record.Message.StartsWith("odd", StringComparison.Ordinal)).ToList();

        var facets = await logs.GetAsync(
            $"/api/v1/logs/facets?service={service}&level=ERROR{filter}&from={Format(Now.AddHours(-3))}&to={Format(Now.AddSeconds(1))}");

        Assert.Equal(matching.Count(record => record.Level == "ERROR"), Count(facets, "services", service));
        Assert.Equal(matching.Count(record => record.Level == "ERROR"), Count(facets, "levels", "ERROR"));
        Assert.Equal(matching.Count(record => record.Level == "INFO"), Count(facets, "levels", "INFO"));
    }

    // Half of the records are in sealed generations and counted by the rollup, half are not.
    private async Task<(string Service, List<(DateTimeOffset At, string Level, string Message)> Sent)> SendAsync()
    {
        var service = $"count-{Guid.CreateVersion7():N}";
        var random = new Random(7);
        var sent = Enumerable.Range(0, 400)
            .Select(i => (
                At: Now.AddMilliseconds(-random.Next(7_200_000)),
                Level: i % 3 == 0 ? "ERROR" : "INFO",
                Message: i % 2 == 0 ? $"even {i}" : $"odd {i}"))
            .ToList();
        await logs.IngestAsync([.. sent.Take(200).Select(record => LogIngestFixture.Record(record.Message, service, record.Level, record.At))]);
        await using (var connection = await logs.Database.OpenAsync(CancellationToken.None))
        {
            await Dapper.SqlMapper.ExecuteAsync(connection, "update log_generation set opened_at = now() - interval '1 hour' where state = 'open'");
        }

        await logs.Services.GetRequiredService<SealingPass>().RunAsync(CancellationToken.None);
        await logs.IngestAsync([.. sent.Skip(200).Select(record => LogIngestFixture.Record(record.Message, service, record.Level, record.At))]);
        return (service, sent);
    }

    private static int Count(JsonElement facets, string dimension, string value) =>
        facets.GetProperty(dimension).EnumerateArray().Single(facet => facet.GetProperty("value").GetString() == value).GetProperty("count").GetInt32();

    private static string Format(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("O"));
}
