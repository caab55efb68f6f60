namespace Monitoring.Contracts.TaskGeneration.V1;

/// <summary>Another system asks to record the start of a run of its own.</summary>
[MessageKind("task-generation.record-start.v1")]
public sealed record RecordGenerationStart
{
    /// <summary>Id chosen by the sender, so that its later messages can name the run; a UUID.</summary>
    public required Guid RunId { get; init; }

    /// <summary><c>auto</c>, <c>one_time</c>, <c>manual</c> or another lower-case word.</summary>
    public required string GenerationType { get; init; }

    /// <summary>Year the run generates for.</summary>
    public int? TargetYear { get; init; }

    /// <summary>Month (1–12) the run generates for.</summary>
    public int? TargetMonth { get; init; }

    /// <summary>Name of the sender.</summary>
    public string? Source { get; init; }

    /// <summary>When the run started, UTC; the time of arrival when left out.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Free facts about the run, a JSON object.</summary>
    public System.Text.Json.JsonElement? Metadata { get; init; }

    /// <summary>How long the run is expected to take, milliseconds.</summary>
    public long? ExpectedDurationMs { get; init; }
}

/// <summary>Another system says that its run is alive, and how far it is.</summary>
[MessageKind("task-generation.record-heartbeat.v1")]
public sealed record RecordGenerationHeartbeat
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Items done so far.</summary>
    public int? Processed { get; init; }

    /// <summary>Items in all.</summary>
    public int? Total { get; init; }

    /// <summary>What the run is doing.</summary>
    public string? Message { get; init; }
}

/// <summary>Another system reports an error that happened during its run.</summary>
[MessageKind("task-generation.record-error.v1")]
public sealed record RecordGenerationError
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>What went wrong.</summary>
    public required string Message { get; init; }

    /// <summary>Class of the error, e.g. an exception type.</summary>
    public string? Type { get; init; }

    /// <summary>Stack trace.</summary>
    public string? Stack { get; init; }

    /// <summary>Free facts about the error, a JSON object.</summary>
    public System.Text.Json.JsonElement? Context { get; init; }
}

/// <summary>Another system reports the end of its run.</summary>
[MessageKind("task-generation.record-complete.v1")]
public sealed record RecordGenerationComplete
{
    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>Items the run worked on.</summary>
    public required int Total { get; init; }

    /// <summary>Items that succeeded.</summary>
    public required int Success { get; init; }

    /// <summary>Items that failed.</summary>
    public required int Failed { get; init; }

    /// <summary>Items left out on purpose.</summary>
    public int Skipped { get; init; }

    /// <summary>Milliseconds; measured from the recorded start when left out.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Messages of errors not reported singly.</summary>
    public IReadOnlyList<string> ErrorMessages { get; init; } = [];
}
