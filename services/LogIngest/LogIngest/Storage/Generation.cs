namespace Monitoring.LogIngest.Storage;

/// <summary>One line of the catalogue: a heap that rows were appended to, and what is known of it.</summary>
/// <remarks>The bounds are null until the generation has been sealed and counted; then it may hold anything.</remarks>
internal sealed record Generation
{
    public required long Gen { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset? MinTs { get; init; }
    public DateTimeOffset? MaxTs { get; init; }
    public long? MinId { get; init; }
    public long? MaxId { get; init; }

    /// <summary>Name of the heap; built of a number of ours, so it can stand in SQL.</summary>
    public string Table => TableOf(Gen);

    public static string TableOf(long gen) => $"log_hot_{gen}";
}
