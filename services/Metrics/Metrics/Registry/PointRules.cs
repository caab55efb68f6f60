using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.Metrics.Registry;

/// <summary>Decides whether a point may be stored. Pure.</summary>
internal static partial class PointRules
{
    public const int MaxLabels = 64;
    public const int MaxNameBytes = 128;
    public const int MaxValueBytes = 1024;
    public const int MaxUnitLength = 64;

    /// <summary>Raw samples are kept this long, so an older point would never be seen.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    /// <summary>How far a sender's clock may be ahead.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(10);

    /// <returns>Null where the point is good.</returns>
    public static Rejection? Check(NewPoint point, int index, DateTimeOffset now)
    {
        if (!MetricName().IsMatch(point.Metric) || point.Metric.Length > MaxNameBytes)
        {
            return new(index, RejectionReason.InvalidName,
                $"A metric name is at most {MaxNameBytes} ASCII letters, digits and . _ - / : and begins with a letter or _.");
        }

        if (point.Unit.Length > MaxUnitLength || point.Unit.Any(char.IsControl))
        {
            return new(index, RejectionReason.InvalidValue, $"A unit has at most {MaxUnitLength} characters, none of them control characters.");
        }

        if (!double.IsFinite(point.Value))
        {
            return new(index, RejectionReason.NotFinite, "A value must be a finite number.");
        }

        return CheckTime(point.TimestampMs, index, now.ToUnixTimeMilliseconds()) ?? CheckLabels(point.Labels, index);
    }

    private static Rejection? CheckTime(long timestampMs, int index, long nowMs)
    {
        if (timestampMs < nowMs - (long)MaxAge.TotalMilliseconds)
        {
            return new(index, RejectionReason.TooOld, $"A point may be at most {MaxAge.TotalHours} hours old.");
        }

        return timestampMs > nowMs + (long)MaxAhead.TotalMilliseconds
            ? new(index, RejectionReason.TooNew, $"A point may be at most {MaxAhead.TotalMinutes} minutes ahead.")
            : null;
    }

    private static Rejection? CheckLabels(LabelSet labels, int index)
    {
        if (labels.Pairs.Count > MaxLabels)
        {
            return new(index, RejectionReason.TooManyLabels, $"A series has at most {MaxLabels} labels.");
        }

        foreach (var (name, value) in labels.Pairs)
        {
            if (name.Length == 0 || name.StartsWith("__", StringComparison.Ordinal) || name.Any(char.IsControl))
            {
                return new(index, RejectionReason.InvalidLabel, "A label name has no control characters and does not begin with __.");
            }

            if (Encoding.UTF8.GetByteCount(name) > MaxNameBytes || Encoding.UTF8.GetByteCount(value) > MaxValueBytes)
            {
                return new(index, RejectionReason.LabelTooLong,
                    $"A label has at most {MaxNameBytes} bytes of name and {MaxValueBytes} bytes of value.");
            }
        }

        return null;
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.\-/:]*\z")]
    private static partial Regex MetricName();
}
