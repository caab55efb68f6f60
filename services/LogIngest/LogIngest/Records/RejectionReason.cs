namespace Monitoring.LogIngest.Records;

/// <summary>Why a record is refused for good: words of the API and the only values of the metric's tag.</summary>
internal static class RejectionReason
{
    public const string Malformed = "malformed";
    public const string TimestampInvalid = "timestamp_invalid";
    public const string TooOld = "too_old";
    public const string TooNew = "too_new";
    public const string LevelInvalid = "level_invalid";
    public const string ServiceInvalid = "service_invalid";
    public const string TooManyServices = "too_many_services";
    public const string MessageInvalid = "message_invalid";
    public const string TextInvalid = "text_invalid";
    public const string TraceIdInvalid = "trace_id_invalid";
    public const string SpanIdInvalid = "span_id_invalid";
    public const string AttributesInvalid = "attributes_invalid";
    public const string AttributesTooLarge = "attributes_too_large";
    public const string TooManyAttributes = "too_many_attributes";
    public const string AttributeNameTooLong = "attribute_name_too_long";
    public const string NestingTooDeep = "nesting_too_deep";

    /// <summary>A sentence for the sender, without any of the refused value.</summary>
    public static string Describe(string reason) => reason switch
    {
        Malformed => "Not a JSON object.",
        TimestampInvalid => "timestamp must be an RFC 3339 time with its offset.",
        TooOld => "timestamp is more than 7 days old.",
        TooNew => "timestamp is more than 10 minutes ahead.",
        LevelInvalid => $"level must be one of {string.Join(", ", Severities.Names)}.",
        ServiceInvalid => $"service must be a text of 1 to {RecordLimits.ServiceBytes} bytes.",
        TooManyServices => "There are too many services; no new one is taken.",
        MessageInvalid => "message must be a text that is not empty.",
        TextInvalid => "A text holds half of a surrogate pair.",
        TraceIdInvalid => "traceId must be 32 hexadecimal digits, not all zero.",
        SpanIdInvalid => "spanId must be 16 hexadecimal digits, not all zero.",
        AttributesInvalid => "attributes must be an object.",
        AttributesTooLarge => $"attributes exceed {RecordLimits.AttributesBytes} bytes.",
        TooManyAttributes => $"There are more than {RecordLimits.Attributes} attributes.",
        AttributeNameTooLong => $"The name of an attribute exceeds {RecordLimits.AttributeNameBytes} bytes.",
        NestingTooDeep => $"An attribute is nested more than {RecordLimits.Nesting} levels deep.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}

/// <summary>One refused record.</summary>
/// <param name="Index">Its place in the request, from 0.</param>
/// <param name="Reason">A word of <see cref="RejectionReason"/>.</param>
/// <param name="Message">The same as a sentence.</param>
internal sealed record Rejection(int Index, string Reason, string Message)
{
    public Rejection(int index, string reason)
        : this(index, reason, RejectionReason.Describe(reason))
    {
    }
}
