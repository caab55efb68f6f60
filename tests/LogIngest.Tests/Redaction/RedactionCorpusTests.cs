using System.Text;
using System.Text.Json;
using Dapper;

namespace Monitoring.LogIngest.Tests.Redaction;

/// <summary>T-LI-6: 200 planted secrets, each in five places, none of which is found afterwards in the server's files.</summary>
[Trait("promise", "T-LI-6")]
public sealed class RedactionCorpusTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    [Fact]
    public async Task No_planted_secret_reaches_a_file_of_the_server()
    {
        var secrets = Enumerable.Range(0, 200).Select(Plant).ToList();
        using var watcher = await Tail.Watcher.ConnectAsync(logs);
        await watcher.SendAsync(new { type = "subscribe", filter = new { service = "corpus" } });
        await watcher.ReceiveAsync();
        foreach (var secret in secrets)
        {
            await logs.IngestAsync([.. secret.Messages.Select(message => LogIngestFixture.Record(message, "corpus", attributes: secret.Attributes))]);
        }

        var stored = await logs.GetAsync("/api/v1/logs/search?service=corpus&limit=500");
        Assert.Equal(500, stored.GetProperty("items").GetArrayLength());
        await using var connection = await logs.Database.OpenAsync(CancellationToken.None);
        await connection.ExecuteAsync("checkpoint;");
        var folder = await connection.QuerySingleAsync<string>("show data_directory");
        var tailed = (await watcher.ReceiveAsync()).GetRawText();

        var found = new HashSet<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            found.UnionWith(secrets.Where(secret => content.Contains(secret.Value, StringComparison.Ordinal)).Select(secret => $"{secret.Value} in {file}"));
        }

        Assert.Empty(found);
        Assert.DoesNotContain(secrets, secret => tailed.Contains(secret.Value, StringComparison.Ordinal));
        // The search itself is sound: what was not secret is in those files.
        Assert.Contains("corpus-canary", string.Concat(stored.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("message").GetString())), StringComparison.Ordinal);
    }

    // Secrets of ten kinds; the value is the part that must not survive.
    private static (string Value, string[] Messages, object Attributes) Plant(int number)
    {
        var random = new Random(number);
        var value = string.Concat(Enumerable.Range(0, 24).Select(_ => "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"[random.Next(56)]));
        var plain = (number % 10) switch
        {
            0 => $"password={value}",
            1 => $"api_key: {value}",
            2 => $"Authorization: Bearer {value}",
            3 => $"clientSecret=\"{value}\"",
            4 => $"Host=db;Username=app;Password={value};Database=x",
            5 => $"mon_ing_ABCD1234_{value}{value[..19]}",
            6 => $"ghp_{value}{value[..12]}",
            7 => $"-----BEGIN PRIVATE KEY-----\n{value}\n-----END PRIVATE KEY-----",
            8 => $"eyJhbGciOiJIUzI1NiJ9.{value}.{value}",
            _ => $"Set-Cookie: id={value}; HttpOnly",
        };
        var json = JsonSerializer.Serialize(new { user = "u1", token = value, nested = new { connection_string = value } });
        string[] messages =
        [
            $"corpus-canary {plain}",
            $"corpus-canary {json}",
            $"corpus-canary {JsonSerializer.Serialize(new { body = json })}",
            $"corpus-canary GET https://app:{value}@host/path?access_token={value}&page=1",
            $"corpus-canary first line\n  {plain}\nlast line",
        ];
        return (value, messages, new
        {
            password = value,
            deep = new { list = new object[] { new { session_id = value }, $"x-api-key={value}" } },
            text = plain,
            银行卡 = value,
        });
    }
}
