using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Storage;

/// <summary>The accepted rows of one request, stored together or not at all.</summary>
/// <param name="Rows">At least one.</param>
/// <param name="Request">Makes a repetition of the request harmless; null where the sender gave no key.</param>
internal sealed record LogBatch(IReadOnlyList<LogRow> Rows, IdempotentRequest? Request)
{
    /// <summary>What was answered when this request was stored before; null where it is new. Set by the commit.</summary>
    public StoredAnswer? Earlier { get; set; }

    /// <summary>About what it holds in memory.</summary>
    public int SizeBytes { get; } = (int)Math.Min(int.MaxValue, Rows.Sum(static row => (long)row.SizeBytes));
}

/// <summary>A request with an <c>Idempotency-Key</c>.</summary>
/// <param name="Sender">Who sent it; keys of different senders do not meet.</param>
/// <param name="Key">The key.</param>
/// <param name="BodySha256">Tells a repetition from another request under the same key.</param>
/// <param name="Response">The answer, as JSON, for repetitions.</param>
internal sealed record IdempotentRequest(string Sender, string Key, byte[] BodySha256, string Response);

/// <summary>The answer that a key has received already.</summary>
/// <param name="Response">As JSON.</param>
/// <param name="IsSameBody">False when the key was used for another body, which is the sender's mistake.</param>
internal sealed record StoredAnswer(string Response, bool IsSameBody);
