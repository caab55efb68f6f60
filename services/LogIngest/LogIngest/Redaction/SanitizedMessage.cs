using System.Text;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Redaction;

/// <summary>A message as it is stored: without secrets and NULs, no longer than the limit.</summary>
/// <param name="Text">The text.</param>
/// <param name="NulReplaced">Postgres cannot hold U+0000; U+2400 stands for it.</param>
/// <param name="TruncatedFromBytes">Its length in UTF-8 before it was cut; null when it is whole.</param>
internal readonly record struct SanitizedMessage(string Text, bool NulReplaced, int? TruncatedFromBytes)
{
    /// <summary>Redacts first and cuts then, so that no half of a secret stays at the cut.</summary>
    public static SanitizedMessage From(string message)
    {
        var text = SecretText.Redact(message);
        var hasNul = text.Contains('\0', StringComparison.Ordinal);
        if (hasNul)
        {
            text = text.Replace('\0', '\u2400');
        }

        // A character takes at most three bytes, so that most messages need no counting.
        var bytes = text.Length * 3 <= RecordLimits.MessageBytes ? 0 : Encoding.UTF8.GetByteCount(text);
        return bytes <= RecordLimits.MessageBytes
            ? new(text, hasNul, null)
            : new(Cut(text), hasNul, Encoding.UTF8.GetByteCount(message));
    }

    private static string Cut(string text)
    {
        Span<byte> kept = new byte[RecordLimits.MessageBytes];
        // Converts whole characters only, so it never cuts one in two.
        Encoding.UTF8.GetEncoder().Convert(text, kept, flush: false, out var chars, out _, out _);
        return char.IsHighSurrogate(text[chars - 1]) ? text[..(chars - 1)] : text[..chars];
    }
}
