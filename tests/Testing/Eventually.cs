using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Monitoring.Testing;

/// <summary>Waits for what a background loop brings about, no longer than it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan _pollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Returns once <paramref name="condition"/> holds; fails the test when it still does not after <paramref name="deadline"/>.</summary>
    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        TimeSpan deadline,
        [CallerArgumentExpression(nameof(condition))] string? description = null)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > deadline)
            {
                throw new XunitException($"Not true within {deadline.TotalSeconds} s: {description}");
            }

            await Task.Delay(_pollInterval, TimeProvider.System);
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, TimeSpan, string?)" />
    public static Task TrueAsync(
        Func<bool> condition,
        TimeSpan deadline,
        [CallerArgumentExpression(nameof(condition))] string? description = null) =>
        TrueAsync(() => Task.FromResult(condition()), deadline, description);
}
