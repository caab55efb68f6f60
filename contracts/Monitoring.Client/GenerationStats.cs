namespace Monitoring.Client;

/// <summary>What a run did, in items. The parts may not add up to more than the total; what is missing counts as not succeeded.</summary>
/// <param name="Total">Items the run worked on.</param>
/// <param name="Success">Items that succeeded.</param>
/// <param name="Failed">Items that failed.</param>
/// <param name="Skipped">Items left out on purpose.</param>
public sealed record GenerationStats(int Total, int Success, int Failed, int Skipped = 0);
