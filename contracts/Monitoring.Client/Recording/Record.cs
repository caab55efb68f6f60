namespace Monitoring.Client.Recording;

/// <summary>One request that tells the monitoring system something, complete but for the address and the key.</summary>
/// <param name="Path">Below <c>/api/v1/generation/</c>.</param>
/// <param name="Body">JSON, as UTF-8.</param>
/// <param name="TraceParent">The trace in which it was recorded, W3C form.</param>
/// <param name="Id">Makes a repeated request recognisable.</param>
internal sealed record Record(string Path, byte[] Body, string? TraceParent, Guid Id);
