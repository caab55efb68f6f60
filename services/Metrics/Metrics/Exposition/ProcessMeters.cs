using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Exposition;

/// <summary>Listens to the instruments of this process and keeps their totals since its start. Thread-safe.</summary>
/// <remarks>
/// Only the meters of this product, of the web server, of the runtime and of the database driver, and only those of this host's
/// services. At most 500 sets of tags an instrument; what comes with further ones is counted under <c>otel.metric.overflow</c>.
/// </remarks>
internal sealed class ProcessMeters : IDisposable
{
    private const int MaxLabelSets = 500;

    private static readonly string[] _meters = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];
    private static readonly LabelSet _overflow = LabelSet.Of(("otel.metric.overflow", "true"));

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentTotals> _instruments = new();
    private readonly IMeterFactory _factory;

    public ProcessMeters(IMeterFactory factory)
    {
        _factory = factory;
        _listener.InstrumentPublished = Listen;
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => Take(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => Take(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>The current values of every instrument that has any, by name.</summary>
    public IReadOnlyList<MeterReading> Read()
    {
        _listener.RecordObservableInstruments();
        return [.. _instruments.Select(one => one.Value.Read(one.Key)).Where(reading => reading.Values.Count > 0)
            .OrderBy(reading => reading.Name, StringComparer.Ordinal)];
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        var isOurs = instrument.Meter.Name.StartsWith("Monitoring.", StringComparison.Ordinal) || _meters.Contains(instrument.Meter.Name);
        // Several hosts may live in one process; meters without a scope belong to all of them.
        if (isOurs && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, _factory)))
        {
            listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, InstrumentTotals.For));
        }
    }

    private static void Take(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        ((InstrumentTotals)state!).Take(value, tags);

    private sealed class InstrumentTotals(InstrumentForm form, bool isAbsolute, IReadOnlyList<double> bounds)
    {
        // The default bounds of the OpenTelemetry SDK, for instruments that advise none.
        private static readonly double[] _defaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000];

        private readonly ConcurrentDictionary<LabelSet, Total> _totals = new();

        public static InstrumentTotals For(Instrument instrument)
        {
            var kind = instrument.GetType().GetGenericTypeDefinition();
            var form = kind == typeof(Histogram<>) ? InstrumentForm.Histogram
                : kind == typeof(Counter<>) || kind == typeof(ObservableCounter<>) ? InstrumentForm.Counter
                : InstrumentForm.Gauge;
            return new(form, isAbsolute: instrument.IsObservable || kind == typeof(Gauge<>), Bounds(instrument) ?? _defaultBounds);
        }

        public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var pairs = new KeyValuePair<string, string>[tags.Length];
            for (var i = 0; i < tags.Length; i++)
            {
                pairs[i] = new(tags[i].Key, Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "");
            }

            var labels = LabelSet.Of((IEnumerable<KeyValuePair<string, string>>)pairs);
            if (!_totals.TryGetValue(labels, out var total))
            {
                total = _totals.GetOrAdd(_totals.Count < MaxLabelSets ? labels : _overflow, _ => new(form == InstrumentForm.Histogram ? bounds : null));
            }

            total.Take(value, isAbsolute);
        }

        public MeterReading Read(Instrument instrument) => new(
            instrument.Name,
            instrument.Unit ?? "",
            instrument.Description ?? "",
            form,
            [.. _totals.OrderBy(total => total.Key.ToString(), StringComparer.Ordinal).Select(total => total.Value.Read(total.Key))]);

        private static IReadOnlyList<double>? Bounds(Instrument instrument) => instrument switch
        {
            Instrument<double> { Advice.HistogramBucketBoundaries: { } advised } => advised,
            Instrument<float> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
            Instrument<long> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
            Instrument<int> { Advice.HistogramBucketBoundaries: { } advised } => [.. advised.Select(bound => (double)bound)],
            _ => null,
        };
    }

    private sealed class Total(IReadOnlyList<double>? bounds)
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = bounds is null ? [] : new long[bounds.Count + 1];
        private double _value;

        public void Take(double value, bool isAbsolute)
        {
            lock (_lock)
            {
                _value = isAbsolute ? value : _value + value;
                if (bounds is not null)
                {
                    _counts[BucketOf(value)]++;
                }
            }
        }

        public MeterValue Read(LabelSet labels)
        {
            lock (_lock)
            {
                return new(labels, _value, bounds is null ? null : new(bounds, [.. _counts]));
            }
        }

        private int BucketOf(double value)
        {
            var bucket = 0;
            while (bucket < bounds!.Count && value > bounds[bucket])
            {
                bucket++;
            }

            return bucket;
        }
    }
}
