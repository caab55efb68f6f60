namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>More is sent than can be stored: nothing of this request was kept, and it may be repeated after a pause.</summary>
/// <remarks>The edge answers 429 with <c>Retry-After</c>.</remarks>
public sealed class IngestOverloadedException() : Exception("More is being sent than can be stored.");
