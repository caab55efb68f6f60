namespace Monitoring.ServiceDefaults.Leasing;

/// <summary>The right to work on one row of a <see cref="LeasedQueue"/> until it expires or is taken away.</summary>
/// <param name="Id">The row.</param>
/// <param name="Token">The fence: what carries a token that the row no longer has changes nothing.</param>
/// <param name="Attempt">Which attempt this is, from 1.</param>
/// <param name="Until">When the lease ended if it were never extended, by the database's clock.</param>
public sealed record Lease(Guid Id, Guid Token, int Attempt, DateTimeOffset Until);
