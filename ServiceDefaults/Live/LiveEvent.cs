namespace Monitoring.ServiceDefaults.Live;

/// <summary>A change that open pages should know of, e.g. topic <c>runs</c> with the run's id and status.</summary>
/// <param name="Topic">Lower-case name: <c>runs</c>, <c>incidents</c>, <c>health</c>.</param>
/// <param name="Payload">What is written as JSON; small, since the page fetches the rest.</param>
public sealed record LiveEvent(string Topic, object Payload);
