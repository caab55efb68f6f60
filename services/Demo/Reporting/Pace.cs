namespace Monitoring.Demo.Reporting;

/// <summary>How quickly the demo works.</summary>
/// <param name="ItemPause">Rest after each task, so that a run lasts long enough to be watched.</param>
/// <param name="RunPause">Rest between two runs.</param>
internal sealed record Pace(TimeSpan ItemPause, TimeSpan RunPause)
{
    public static readonly Pace Unbraked = new(TimeSpan.Zero, TimeSpan.Zero);

    private static readonly Dictionary<string, Pace> _named = new()
    {
        ["slow"] = new(TimeSpan.FromMilliseconds(60), TimeSpan.FromSeconds(10)),
        ["normal"] = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(3)),
        ["fast"] = new(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500)),
        ["max"] = Unbraked,
    };

    public static IReadOnlyCollection<string> Names => _named.Keys;

    public static Pace Of(string name) => _named[name];
}
