using Monitoring.Demo.Reporting;

namespace Monitoring.Demo.Hosting;

/// <summary>What the demo was asked to do.</summary>
/// <param name="Address">The suite.</param>
/// <param name="ApiKey">Key with the scopes <c>tasks:write</c>, <c>logs:write</c>, <c>metrics:write</c> and <c>read</c>.</param>
/// <param name="Year">Year to generate tasks for.</param>
/// <param name="Pace">How quickly, after the first pass.</param>
/// <param name="IsOnce">End after the first pass.</param>
/// <param name="OutputFolder">Where generated tasks are written.</param>
internal sealed record DemoOptions(Uri Address, string ApiKey, int Year, Pace Pace, bool IsOnce, string OutputFolder);
