using Monitoring.Metrics.Window;

namespace Monitoring.Metrics.Tests.Window;

public sealed class RecentSamplesTests
{
    [Fact]
    public void Whatever_it_claims_to_cover_it_holds()
    {
        var random = new Random(2);
        for (var round = 0; round < 200; round++)
        {
            var recent = new RecentSamples();
            var all = new SortedDictionary<long, double>();
            for (var i = 0; i < random.Next(1, 300); i++)
            {
                // Mostly in order, some late, some repeated, some with another value for the same moment.
                var timestampMs = random.Next(5) == 0 ? random.Next(0, 300) : i;
                double value = random.Next(0, 3);
                recent.Add(timestampMs, value);
                all[timestampMs] = all.TryGetValue(timestampMs, out var before) ? Math.Max(before, value) : value;
            }

            var from = Math.Max(recent.CoveredFromMs, 0);

            Assert.Equal(
                all.Where(one => one.Key >= from && one.Key < 250).Select(one => new Point(one.Key, one.Value)), recent.Read(from, 250)!);
            Assert.Equal(new Point(all.Last().Key, all.Last().Value), recent.Latest);
        }
    }

    [Fact]
    public void What_may_be_incomplete_is_not_read()
    {
        var recent = new RecentSamples();
        for (var i = 0; i < RecentSamples.Capacity + 1; i++)
        {
            recent.Add(i, i);
        }

        Assert.Null(recent.Read(0, 10));
        Assert.Equal(RecentSamples.Capacity, recent.Read(1, 1000)!.Count);
    }

    [Fact]
    public void A_sample_older_than_a_full_window_only_narrows_its_cover()
    {
        var recent = new RecentSamples();
        for (var i = 100; i < 100 + RecentSamples.Capacity; i++)
        {
            recent.Add(i, i);
        }

        recent.Add(50, 1);

        Assert.Equal(51, recent.CoveredFromMs);
        Assert.Equal(RecentSamples.Capacity, recent.Read(51, 1000)!.Count);
    }
}
