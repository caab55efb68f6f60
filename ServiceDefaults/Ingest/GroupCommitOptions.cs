using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Monitoring.ServiceDefaults.Ingest;

/// <summary>Bounds of a <see cref="GroupCommitChannel{T}"/>; the section is named where the channel is registered.</summary>
public sealed class GroupCommitOptions
{
    /// <summary>Bytes that may wait or be in a commit; what exceeds them is refused with 429. Default 64 MiB.</summary>
    [Range(1 << 20, 1 << 30)]
    public int MaxPendingBytes { get; set; } = 64 << 20;

    /// <summary>Bytes of one commit; a larger single item still goes, alone. At most <see cref="MaxPendingBytes"/>. Default 1 MiB.</summary>
    [Range(1 << 10, 1 << 30)]
    public int MaxGroupBytes { get; set; } = 1 << 20;

    /// <summary>Rows of one commit; a larger single item still goes, alone. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxGroupRows { get; set; } = 5000;

    /// <summary>Commits at the same time, each on a connection of its own; as many as the database has cores. Default 2.</summary>
    [Range(1, 16)]
    public int Writers { get; set; } = 2;

    /// <summary>How long a writer waits for company after a small group; zero commits at once. Default 5 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:00.1")]
    public TimeSpan Linger { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Rows below which a group counts as small. Default 200.</summary>
    [Range(1, 1_000_000)]
    public int SmallGroupRows { get; set; } = 200;

    /// <summary>How long an item may wait for its commit to begin before it is refused with 429. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class ValidateGroupCommitRanges : IValidateOptions<GroupCommitOptions>;

internal sealed class ValidateGroupCommitRelations : IValidateOptions<GroupCommitOptions>
{
    public ValidateOptionsResult Validate(string? name, GroupCommitOptions options) =>
        options.MaxGroupBytes <= options.MaxPendingBytes
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{name}:MaxGroupBytes is {options.MaxGroupBytes}; it must not exceed MaxPendingBytes ({options.MaxPendingBytes}).");
}
