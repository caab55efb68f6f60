using System.Text.Json;
using Monitoring.TaskGeneration.Runs;
using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Runs;

public sealed class RunValidatorTests
{
    private static readonly RunValidator _validator = new(new ManualTimeProvider());

    private static readonly StartRunRequest _start = new() { GenerationType = "auto" };
    private static readonly RunStatsRequest _stats = new() { Total = 10, Success = 5, Failed = 3, Skipped = 2 };

    public static TheoryData<string, object> RefusedStarts => new()
    {
        { "generationType", _start with { GenerationType = null } },
        { "generationType", _start with { GenerationType = "" } },
        { "generationType", _start with { GenerationType = "Auto" } },
        { "generationType", _start with { GenerationType = "a b" } },
        { "generationType", _start with { GenerationType = "auto\n" } },
        { "generationType", _start with { GenerationType = new string('a', 65) } },
        { "id", _start with { Id = "" } },
        { "id", _start with { Id = "../x" } },
        { "id", _start with { Id = Guid.Empty.ToString() } },
        { "targetYear", _start with { TargetYear = 0 } },
        { "targetYear", _start with { TargetYear = 10000 } },
        { "targetMonth", _start with { TargetMonth = 0 } },
        { "targetMonth", _start with { TargetMonth = 13 } },
        { "source", _start with { Source = new string('s', 201) } },
        { "expectedDurationMs", _start with { ExpectedDurationMs = 0 } },
        { "expectedDurationMs", _start with { ExpectedDurationMs = long.MaxValue } },
        { "metadata", _start with { Metadata = JsonElement.Parse("[]") } },
    };

    public static TheoryData<string, object> RefusedCompletions => new()
    {
        { "stats", new CompleteRunRequest() },
        { "stats.total", new CompleteRunRequest { Stats = _stats with { Total = null } } },
        { "stats.total", new CompleteRunRequest { Stats = _stats with { Total = -1 } } },
        { "stats.success", new CompleteRunRequest { Stats = _stats with { Success = -1 } } },
        { "stats.failed", new CompleteRunRequest { Stats = _stats with { Failed = null } } },
        { "stats.skipped", new CompleteRunRequest { Stats = _stats with { Skipped = -1 } } },
        { "stats", new CompleteRunRequest { Stats = _stats with { Skipped = 3 } } },
        { "stats", new CompleteRunRequest { Stats = new() { Total = int.MaxValue, Success = int.MaxValue, Failed = int.MaxValue } } },
        { "durationMs", new CompleteRunRequest { Stats = _stats, DurationMs = -1 } },
        { "durationMs", new CompleteRunRequest { Stats = _stats, DurationMs = long.MaxValue } },
        { "errorMessages", new CompleteRunRequest { Stats = _stats, ErrorMessages = [null] } },
        { "errorMessages", new CompleteRunRequest { Stats = _stats, ErrorMessages = [.. Enumerable.Repeat("x", 1001)] } },
    };

    [Theory]
    [MemberData(nameof(RefusedStarts))]
    public void A_start_that_cannot_be_is_refused_by_field(string field, object request) =>
        Assert.Equal([field], _validator.Validate((StartRunRequest)request).Errors.Keys);

    [Theory]
    [MemberData(nameof(RefusedCompletions))]
    public void A_completion_that_cannot_be_is_refused_by_field(string field, object request) =>
        Assert.Equal([field], RunValidator.Validate((CompleteRunRequest)request).Errors.Keys);

    // The clock stands at 2026-01-15 12:00 UTC.
    [Theory]
    [InlineData("2026-01-15T12:00:00Z", true)]
    [InlineData("2026-01-15t12:00:00z", true)]
    [InlineData("2026-01-15T20:00:00.1234567+08:00", true)]
    [InlineData("2026-01-15T12:10:00Z", true)]
    [InlineData("2026-01-15T12:10:01Z", false)]
    [InlineData("2026-01-08T12:00:00Z", true)]
    [InlineData("2026-01-08T11:59:59Z", false)]
    [InlineData("2026-01-15T12:00:00", false)]
    [InlineData("2026-01-15", false)]
    [InlineData("2026-01-15T23:59:60Z", false)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    [InlineData("1768478400", false)]
    [InlineData("0", false)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    public void A_start_lies_within_a_week_back_and_ten_minutes_ahead(string startedAt, bool isTaken)
    {
        var result = _validator.Validate(_start with { StartedAt = startedAt });

        Assert.Equal(isTaken, result.Command is not null);
        Assert.Equal(isTaken ? [] : ["startedAt"], result.Errors.Keys);
    }

    [Fact]
    public void All_faults_of_a_request_are_reported_at_once()
    {
        var errors = _validator.Validate(new() { GenerationType = "X", TargetMonth = 0, ExpectedDurationMs = -1 }).Errors;

        Assert.Equal(["expectedDurationMs", "generationType", "targetMonth"], errors.Keys.Order());
    }

    [Theory]
    [InlineData(-1, 10, "processed")]
    [InlineData(1, -1, "total")]
    [InlineData(11, 10, "processed")]
    public void Progress_lies_between_nothing_and_all(int processed, int total, string field) =>
        Assert.Contains(field, RunValidator.Validate(new HeartbeatRequest { Processed = processed, Total = total }).Errors.Keys);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n")]
    public void An_error_needs_a_message(string? message) =>
        Assert.Equal(["message"], RunValidator.Validate(new ReportErrorRequest { Message = message }).Errors.Keys);

    [Fact]
    public void Equal_commands_have_equal_fingerprints_and_others_do_not()
    {
        var first = RunValidator.Validate(new CompleteRunRequest { Stats = _stats, ErrorMessages = ["a"] }).Command!;
        var equal = RunValidator.Validate(new CompleteRunRequest { Stats = _stats with { }, ErrorMessages = new List<string?> { "a" } }).Command!;
        var other = RunValidator.Validate(new CompleteRunRequest { Stats = _stats, ErrorMessages = ["b"] }).Command!;

        Assert.Equal(Fingerprint.Of(first), Fingerprint.Of(equal));
        Assert.NotEqual(Fingerprint.Of(first), Fingerprint.Of(other));
    }
}
