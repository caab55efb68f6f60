using Microsoft.AspNetCore.Http;

namespace Monitoring.Metrics.Intake;

/// <summary>How many points one request may hold, so that a small body of tiny points cannot fill the memory with label sets.</summary>
internal static class PointLimit
{
    public const int PerRequest = 100_000;

    /// <exception cref="BadHttpRequestException">413 beyond the limit.</exception>
    public static void Check(long points)
    {
        if (points > PerRequest)
        {
            throw new BadHttpRequestException($"A request holds at most {PerRequest} points.", StatusCodes.Status413PayloadTooLarge);
        }
    }
}
