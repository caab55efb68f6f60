using Monitoring.Metrics.Registry;
using Monitoring.Metrics.Store;

namespace Monitoring.Metrics.Tests.Store;

public sealed class BatchCodecTests
{
    private static readonly Metric _metric = new(1, "test", MetricKind.Gauge, "");

    [Fact]
    public void Samples_come_back_bit_for_bit()
    {
        var random = new Random(1);
        double[] odd = [0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, 0.1 + 0.2, 1L << 53];
        for (var round = 0; round < 100; round++)
        {
            var samples = Enumerable.Range(0, random.Next(1, 500)).Select(_ => new Sample(
                new(random.Next(1, int.MaxValue), _metric, LabelSet.Empty, ""),
                random.NextInt64(-1, 1L << 45),
                random.Next(4) == 0 ? odd[random.Next(odd.Length)] : random.NextDouble() * 1e6)).ToList();

            Assert.Equal(
                samples.Select(sample => (sample.Series.Id, sample.TimestampMs, BitConverter.DoubleToInt64Bits(sample.Value))),
                Decode(BatchCodec.Encode(samples), samples.Count).Select(one => (one.Id, one.TimestampMs, BitConverter.DoubleToInt64Bits(one.Value))));
        }
    }

    [Fact]
    public void A_damaged_body_is_noticed_wherever_it_is_damaged()
    {
        var series = new Series(7, _metric, LabelSet.Empty, "");
        var body = BatchCodec.Encode([.. Enumerable.Range(0, 50).Select(i => new Sample(series, i * 1000, i * 1.1))]);

        Assert.All(Enumerable.Range(0, body.Length), position =>
        {
            var damaged = body.ToArray();
            damaged[position] ^= 0x55;
            Assert.Throws<InvalidDataException>(() => Decode(damaged, 50));
        });
    }

    [Fact]
    public void A_later_format_is_not_guessed_at() =>
        Assert.Throws<InvalidDataException>(() => BatchCodec.Decode(2, 1, [1, 2, 3], static (_, _, _) => { }));

    private static List<(int Id, long TimestampMs, double Value)> Decode(byte[] body, int count)
    {
        var read = new List<(int, long, double)>();
        BatchCodec.Decode(BatchCodec.Format, count, body, (id, timestampMs, value) => read.Add((id, timestampMs, value)));
        return read;
    }
}
