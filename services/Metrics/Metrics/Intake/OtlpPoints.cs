using System.Globalization;
using Google.Protobuf.Collections;
using Monitoring.Metrics.Registry;
using Monitoring.ServiceDefaults.Otlp;
using Monitoring.ServiceDefaults.Otlp.Protos;
using OtlpMetric = Monitoring.ServiceDefaults.Otlp.Protos.Metric;

namespace Monitoring.Metrics.Intake;

/// <summary>Turns an OTLP request into points. Pure.</summary>
/// <remarks>
/// Gauges and sums become a series each, their attributes and three of the resource's its labels. A histogram with explicit bounds becomes
/// <c>name.count</c>, <c>name.sum</c> and, for each bound, <c>name.bucket</c> with the label <c>le</c>, cumulative over the bounds. A
/// total that may fall is a level, hence a gauge. Exponential histograms and summaries are refused. Data model:
/// https://opentelemetry.io/docs/specs/otel/metrics/data-model/.
/// </remarks>
internal sealed class OtlpPoints
{
    // Others, e.g. of processes and containers, would make a new series of every restart.
    private static readonly string[] _resourceAttributes = ["service.name", "service.instance.id", "host.name"];

    // Bit 0 of a point's flags: the series has ended here, and there is no value.
    private const uint NoRecordedValue = 1;

    private readonly List<int> _dataPoints = [];
    private int _count;

    public List<NewPoint> Points { get; } = [];

    /// <summary>Data points that cannot be stored; the index is that of the data point in the request.</summary>
    public List<Rejection> Refused { get; } = [];

    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">413 for more points than a request may hold.</exception>
    public static OtlpPoints Read(ExportMetricsServiceRequest request)
    {
        PointLimit.Check(request.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics).Sum(CountOf));
        var result = new OtlpPoints();
        foreach (var resource in request.ResourceMetrics)
        {
            var labels = LabelSet.Of(Labels(resource.Resource?.Attributes ?? []).Where(label => _resourceAttributes.Contains(label.Key)));
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                result.Add(metric, labels);
            }
        }

        return result;
    }

    /// <summary>Counts data points: one whose series were refused in part was refused.</summary>
    public OtlpOutcome Conclude(IReadOnlyList<Rejection> rejections)
    {
        var all = Refused.Concat(rejections.Select(rejection => rejection with { Index = _dataPoints[rejection.Index] }))
            .DistinctBy(rejection => rejection.Index).ToList();
        var reasons = all.GroupBy(rejection => rejection.Reason).Select(reason => $"{reason.Count()} {reason.Key}: {reason.First().Message}");
        return new(all.Count, string.Join(" ", reasons));
    }

    // A histogram's count, sum and buckets are points of their own.
    private static long CountOf(OtlpMetric metric) => metric.DataCase switch
    {
        OtlpMetric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Count,
        OtlpMetric.DataOneofCase.Sum => metric.Sum.DataPoints.Count,
        OtlpMetric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Sum(point => 2L + point.BucketCounts.Count),
        OtlpMetric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Count,
        OtlpMetric.DataOneofCase.Summary => metric.Summary.DataPoints.Count,
        _ => 0,
    };

    private void Add(OtlpMetric metric, LabelSet resource)
    {
        switch (metric.DataCase)
        {
            case OtlpMetric.DataOneofCase.Gauge:
                AddNumbers(metric, metric.Gauge.DataPoints, MetricKind.Gauge, resource);
                break;
            case OtlpMetric.DataOneofCase.Sum:
                AddNumbers(metric, metric.Sum.DataPoints, KindOf(metric.Sum.AggregationTemporality, metric.Sum.IsMonotonic), resource);
                break;
            case OtlpMetric.DataOneofCase.Histogram:
                AddHistograms(metric, KindOf(metric.Histogram.AggregationTemporality, isMonotonic: true), resource);
                break;
            case OtlpMetric.DataOneofCase.ExponentialHistogram:
                Refuse(metric.ExponentialHistogram.DataPoints.Count, "Exponential histograms are not stored; send explicit bounds.");
                break;
            case OtlpMetric.DataOneofCase.Summary:
                Refuse(metric.Summary.DataPoints.Count, "Summaries are not stored; send a histogram.");
                break;
        }
    }

    private static MetricKind? KindOf(AggregationTemporality temporality, bool isMonotonic) => temporality switch
    {
        AggregationTemporality.Cumulative => isMonotonic ? MetricKind.Counter : MetricKind.Gauge,
        AggregationTemporality.Delta => MetricKind.Delta,
        _ => null,
    };

    private void AddNumbers(OtlpMetric metric, RepeatedField<NumberDataPoint> points, MetricKind? kind, LabelSet resource)
    {
        if (kind is null)
        {
            Refuse(points.Count, "A sum must say its aggregation temporality.");
            return;
        }

        foreach (var point in points)
        {
            if ((point.Flags & NoRecordedValue) == 0 && point.ValueCase != NumberDataPoint.ValueOneofCase.None)
            {
                var value = point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble;
                Add(metric.Name, kind.Value, metric.Unit, Merge(resource, point.Attributes), point.TimeUnixNano, value);
            }

            _count++;
        }
    }

    private void AddHistograms(OtlpMetric metric, MetricKind? kind, LabelSet resource)
    {
        if (kind is null)
        {
            Refuse(metric.Histogram.DataPoints.Count, "A histogram must say its aggregation temporality.");
            return;
        }

        foreach (var point in metric.Histogram.DataPoints)
        {
            if (point.BucketCounts.Count > 0 && point.BucketCounts.Count != point.ExplicitBounds.Count + 1)
            {
                Refused.Add(new(_count, RejectionReason.InvalidValue, "A histogram has one bucket more than bounds."));
            }
            else if ((point.Flags & NoRecordedValue) == 0)
            {
                AddHistogram(metric, kind.Value, Merge(resource, point.Attributes), point);
            }

            _count++;
        }
    }

    private void AddHistogram(OtlpMetric metric, MetricKind kind, LabelSet labels, HistogramDataPoint point)
    {
        Add($"{metric.Name}.count", kind, "", labels, point.TimeUnixNano, point.Count);
        if (point.HasSum)
        {
            Add($"{metric.Name}.sum", kind, metric.Unit, labels, point.TimeUnixNano, point.Sum);
        }

        var below = 0UL;
        for (var i = 0; i < point.BucketCounts.Count; i++)
        {
            below += point.BucketCounts[i];
            var bound = i < point.ExplicitBounds.Count ? point.ExplicitBounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            Add($"{metric.Name}.bucket", kind, "", labels.With("le", bound), point.TimeUnixNano, below);
        }
    }

    private void Add(string name, MetricKind kind, string unit, LabelSet labels, ulong timeUnixNano, double value)
    {
        Points.Add(new()
        {
            Metric = name,
            Kind = kind,
            Unit = unit,
            Labels = labels,
            TimestampMs = (long)(timeUnixNano / 1_000_000),
            Value = value,
        });
        _dataPoints.Add(_count);
    }

    private void Refuse(int points, string message)
    {
        for (var i = 0; i < points; i++)
        {
            Refused.Add(new(_count++, RejectionReason.Unsupported, message));
        }
    }

    private static LabelSet Merge(LabelSet resource, RepeatedField<KeyValue> attributes) =>
        attributes.Count == 0 ? resource : LabelSet.Of(resource.Pairs.Concat(Labels(attributes)));

    private static IEnumerable<KeyValuePair<string, string>> Labels(IEnumerable<KeyValue> attributes) =>
        attributes.Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value.ToText()));
}
