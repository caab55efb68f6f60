namespace Monitoring.Demo.Hosting;

/// <summary>What the demo ends with; the same numbers as the suite's command line.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Refused = 3;
    public const int Unavailable = 5;
}
