using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.LogIngest.Generations;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Search;

namespace Monitoring.LogIngest.Tests.Search;

/// <summary>The store answers any query as a filter over a list of the same records would, and as the live tail does.</summary>
public sealed class SearchModelTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private static readonly string[] _words = ["timeout", "Timeout", "100%", "a_b", "支付", "\\d", "'quoted'", "stats:12", "x=y", "end"];
    private static readonly string[] _services = ["shop", "cart", "a b"];
    private static readonly string[] _queries =
    [
        "timeout", "-timeout", "\"Timeout\"", "100%", "a_b", "支付", "\\d", "'quoted'", "stats:12", "\"x=y\"", "level>=warning", "-level:info,debug",
        "service:shop,cart", "service:nobody", "-service:shop", "n=1", "-n=1", "s=\"a b\"", "flag=true", "o.p=2", "-o.p=2", "null=null",
        "trace:5b8efff798038103d269b633813fc60c", "-trace:5b8efff798038103d269b633813fc60c",
    ];

    [Fact]
    public async Task Every_search_equals_a_filter_over_the_records()
    {
        var random = new Random(42);
        var records = Enumerable.Range(0, 600).Select(i => Random(i, random)).ToList();
        foreach (var batch in records.Chunk(200))
        {
            await logs.IngestAsync([.. batch.Select(record => record.Sent)]);
            await using var connection = await logs.Database.OpenAsync(CancellationToken.None);
            await Dapper.SqlMapper.ExecuteAsync(connection, "update log_generation set opened_at = now() - interval '1 hour' where state = 'open'");
            // All but the last chunk are sealed.
            if (batch[0] != records[400])
            {
                await logs.Services.GetRequiredService<SealingPass>().RunAsync(CancellationToken.None);
            }
        }

        var all = await logs.GetAsync("/api/v1/logs/search?limit=500");
        Assert.Equal(500, all.GetProperty("items").GetArrayLength());
        for (var i = 0; i < 200; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => _queries[random.Next(_queries.Length)]));
            var (from, to) = (LogIngestFixture.Now.AddSeconds(-random.Next(50_000, 100_000)), LogIngestFixture.Now.AddSeconds(-random.Next(50_000)));
            Assert.True(LogQueryParser.TryParse(text, out var query, out _));

            var found = await logs.SearchAsync(
                $"q={Uri.EscapeDataString(text)}&from={Uri.EscapeDataString(from.ToString("O"))}&to={Uri.EscapeDataString(to.ToString("O"))}", random.Next(1, 300));

            var expected = records.Where(record => record.Record.Timestamp >= from && record.Record.Timestamp < to && query.Matches(record.Record));
            Assert.Equal(
                expected.OrderByDescending(record => record.Record.Timestamp).ThenByDescending(record => record.Record.Id).Select(record => record.Record.Message),
                found);
        }
    }

    private static (object Sent, LogRecord Record) Random(int id, Random random)
    {
        var at = LogIngestFixture.Now.AddSeconds(-random.Next(100_000));
        var message = $"{_words[random.Next(_words.Length)]} {_words[random.Next(_words.Length)]} #{id}";
        var (service, level) = (_services[random.Next(_services.Length)], (Severity)random.Next(6));
        var trace = random.Next(4) == 0 ? "5b8efff798038103d269b633813fc60c" : null;
        object attributes = random.Next(4) switch
        {
            0 => new { n = random.Next(3), s = "a b" },
            1 => new { n = "1", flag = random.Next(2) == 0, @null = (string?)null },
            2 => new { o = new { p = random.Next(4) } },
            _ => new { },
        };
        return (
            new { timestamp = at, level = level.Name(), service, message, attributes, traceId = trace },
            new LogRecord
            {
                Id = id,
                Timestamp = at,
                Level = level,
                Service = service,
                Message = message,
                Attributes = new(JsonSerializer.Serialize(attributes)),
                TraceId = trace,
            });
    }
}
