using System.Diagnostics;

namespace Monitoring.LogIngest.Tests.Tail;

/// <summary>T-LI-5: watchers that do not read neither stall ingest nor are kept in the dark about what they missed.</summary>
[Trait("promise", "T-LI-5")]
public sealed class SlowWatcherTests(LogIngestFixture logs) : IClassFixture<LogIngestFixture>
{
    private const int Records = 20_000;

    [Fact]
    public async Task For_each_watcher_received_and_missed_make_up_what_was_published()
    {
        var service = $"slow-{Guid.CreateVersion7():N}";
        var readers = new List<Task<(int Received, long Missed)>>();
        var released = new TaskCompletionSource();
        for (var i = 0; i < 20; i++)
        {
            var watcher = await Watcher.ConnectAsync(logs);
            await watcher.SendAsync(new { type = "subscribe", filter = new { service } });
            await watcher.ReceiveAsync();
            // Every fourth does not read a byte before everything has been published.
            readers.Add(ReadAsync(watcher, i % 4 == 0 ? released.Task : Task.CompletedTask));
        }

        var started = Stopwatch.StartNew();
        for (var sent = 0; sent < Records; sent += 500)
        {
            var text = new string('x', 500);
            await logs.IngestAsync([.. Enumerable.Range(sent, 500).Select(i => LogIngestFixture.Record($"{i} {text}", service))]);
        }

        Assert.True(started.Elapsed < TimeSpan.FromSeconds(30), $"ingest took {started.Elapsed}");
        released.SetResult();
        // The last record is what every watcher waits for; it matches and is never dropped, since nothing comes after it.
        await logs.IngestAsync(LogIngestFixture.Record("last", service));

        foreach (var (received, missed) in await Task.WhenAll(readers))
        {
            Assert.Equal(Records + 1, received + missed);
        }
    }

    private static async Task<(int Received, long Missed)> ReadAsync(Watcher watcher, Task mayBegin)
    {
        using (watcher)
        {
            await mayBegin;
            var (received, missed, seq) = (0, 0L, 0L);
            while (true)
            {
                var message = await watcher.ReceiveAsync();
                if (message.GetProperty("type").GetString() == "gap")
                {
                    missed += message.GetProperty("missed").GetInt64();
                    continue;
                }

                Assert.Equal(++seq, message.GetProperty("seq").GetInt64());
                var items = message.GetProperty("items");
                Assert.InRange(items.GetArrayLength(), 1, 500);
                received += items.GetArrayLength();
                if (items[items.GetArrayLength() - 1].GetProperty("message").GetString() == "last")
                {
                    return (received, missed);
                }
            }
        }
    }
}
