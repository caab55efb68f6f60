using System.Text;
using Monitoring.LogIngest.Records;
using Monitoring.LogIngest.Redaction;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Decides whether a record is taken, and brings it into the form in which it is stored.</summary>
internal static class RecordRules
{
    /// <summary>Applies every rule to one record.</summary>
    /// <param name="draft">The record.</param>
    /// <param name="arrivedAt">When the request arrived; the time of a record that names none.</param>
    /// <param name="attributes">Copies attributes; shared by the records of a request.</param>
    /// <param name="refusal">A <see cref="RejectionReason"/> when the result is null.</param>
    public static LogRow? Apply(RecordDraft draft, DateTimeOffset arrivedAt, AttributeSanitizer attributes, out string? refusal)
    {
        refusal = draft.Refusal ?? Refuse(draft, arrivedAt);
        if (refusal is not null)
        {
            return null;
        }

        var message = SanitizedMessage.From(draft.Message!);
        var copied = attributes.Copy(draft.Attributes, draft.IsReserved, message, out refusal);
        return refusal is not null ? null : new LogRow
        {
            Timestamp = ToMicroseconds(draft.Timestamp ?? arrivedAt),
            Level = draft.Level!.Value,
            Service = SecretText.Redact(draft.Service!).Replace('\0', '\u2400'),
            Message = message.Text,
            Attributes = copied,
            Resource = draft.Resource,
            TraceId = draft.TraceId,
            SpanId = draft.SpanId,
        };
    }

    private static string? Refuse(RecordDraft draft, DateTimeOffset arrivedAt) => draft switch
    {
        { Level: null } => RejectionReason.LevelInvalid,
        { Service: null or "" } => RejectionReason.ServiceInvalid,
        { Message: null or "" } => RejectionReason.MessageInvalid,
        _ when Encoding.UTF8.GetByteCount(draft.Service) > RecordLimits.ServiceBytes => RejectionReason.ServiceInvalid,
        _ when draft.Timestamp < arrivedAt - RecordLimits.MaxAge => RejectionReason.TooOld,
        _ when draft.Timestamp > arrivedAt + RecordLimits.MaxAhead => RejectionReason.TooNew,
        _ => null,
    };

    // As precise as the store, so that a record is the same in the live tail and in a search.
    private static DateTimeOffset ToMicroseconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
