using Monitoring.Testing;

namespace Monitoring.Acceptance.Crashes;

/// <summary>One crash: a process with an armed point, a load until it dies there, and its successor on the same data.</summary>
internal static class CrashRun
{
    private const int Killed = 128 + 9;
    private const int Workers = 4;
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(90);

    /// <summary>Starts the process with the point armed.</summary>
    /// <param name="standalone">The process.</param>
    /// <param name="point">Where it dies.</param>
    /// <param name="nth">At which hit.</param>
    /// <param name="settings">Environment variables of this start only, which its successor does not have.</param>
    public static Task StartArmedAsync(
        this StandaloneProcess standalone, string point, int nth, IReadOnlyDictionary<string, string>? settings = null) =>
        standalone.StartAsync(Arm(point, nth).Concat(settings ?? new Dictionary<string, string>()).ToDictionary());

    /// <summary>Starts the process with the point armed where it is hit before the process is ready.</summary>
    public static void LaunchArmed(this StandaloneProcess standalone, string point, int nth) => standalone.Launch(Arm(point, nth));

    /// <summary>Sends items, a few at a time, until the process is dead or all are sent; then waits for the death.</summary>
    /// <param name="standalone">The process.</param>
    /// <param name="count">How many items at most; a point that only time reaches is waited for without load.</param>
    /// <param name="send">Sends the item of that number.</param>
    public static async Task LoadUntilDeathAsync(this StandaloneProcess standalone, int count, Func<int, Task> send)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Workers },
            async (item, _) =>
            {
                if (!standalone.HasExited)
                {
                    await send(item);
                }
            });
        await standalone.AssertKilledAsync();
    }

    /// <summary>Fails unless the process ends by the armed crash.</summary>
    public static async Task AssertKilledAsync(this StandaloneProcess standalone)
    {
        try
        {
            Assert.Equal(Killed, await standalone.WaitForExitAsync(_limit));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail("Invalid: the armed crash did not happen.");
        }
    }

    private static Dictionary<string, string> Arm(string point, int nth) => new() { ["MON_CRASHPOINT"] = $"{point}:{nth}" };
}
