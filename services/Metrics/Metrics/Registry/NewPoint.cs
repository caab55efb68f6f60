namespace Monitoring.Metrics.Registry;

/// <summary>A value as it arrives, before its series is known.</summary>
internal sealed record NewPoint
{
    public required string Metric { get; init; }

    public required MetricKind Kind { get; init; }

    public string Unit { get; init; } = "";

    public required LabelSet Labels { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long TimestampMs { get; init; }

    public required double Value { get; init; }
}

/// <summary>Why a point was refused for good.</summary>
/// <param name="Index">Place of the point in the request.</param>
/// <param name="Reason">A constant of <see cref="RejectionReason"/>.</param>
/// <param name="Message">For a person; says the limit that was passed.</param>
internal sealed record Rejection(int Index, string Reason, string Message);

/// <summary>Reasons of refusal: stable words of the API and values of a metric's tag.</summary>
internal static class RejectionReason
{
    public const string InvalidName = "invalid_name";
    public const string InvalidLabel = "invalid_label";
    public const string InvalidValue = "invalid_value";
    public const string TooManyLabels = "too_many_labels";
    public const string LabelTooLong = "label_too_long";
    public const string NotFinite = "not_finite";
    public const string TooOld = "too_old";
    public const string TooNew = "too_new";
    public const string KindConflict = "kind_conflict";
    public const string SameMillisecond = "same_millisecond";
    public const string SeriesLimit = "series_limit";
    public const string Unsupported = "unsupported";
}
