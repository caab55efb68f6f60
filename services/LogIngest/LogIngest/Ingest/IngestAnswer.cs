using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Ingest;

/// <summary>Answer of an ingest request: every record that was sent is in one of the two counts.</summary>
/// <param name="Accepted">Records that are durable now.</param>
/// <param name="Rejected">Records that are refused for good; repeating them is of no use.</param>
/// <param name="Errors">One entry for each refused record, in the order in which they were sent.</param>
internal sealed record IngestAnswer(int Accepted, int Rejected, IReadOnlyList<Rejection> Errors)
{
    public static IngestAnswer Of(ParsedBatch batch) => new(batch.Rows.Count, batch.Rejections.Count, batch.Rejections);
}
