using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Monitoring.ServiceDefaults.Http;
using Monitoring.ServiceDefaults.Ingest;
using Npgsql;

namespace Monitoring.ServiceDefaults.Tests.Http;

public sealed class ExceptionProblemsTests
{
    public static TheoryData<Exception, int> Failures => new()
    {
        { new BadHttpRequestException("too long", 413), 413 },
        { new BadHttpRequestException("slow", 408), 408 },
        { new BadHttpRequestException("unreadable", new JsonException("no", "$.stats", 2, 1)), 400 },
        { new JsonException("no", "$.stats", 2, 1), 400 },
        { new IngestOverloadedException(), 429 },
        // What passes by itself may be repeated ...
        { new NpgsqlException("reset", new IOException()), 503 },
        { new NpgsqlException("slow", new TimeoutException()), 503 },
        { new NpgsqlException("no server"), 503 },
        { new TimeoutException(), 503 },
        { Sql(PostgresErrorCodes.TooManyConnections), 503 },
        { Sql(PostgresErrorCodes.CannotConnectNow), 503 },
        { Sql(PostgresErrorCodes.AdminShutdown), 503 },
        { Sql(PostgresErrorCodes.CrashShutdown), 503 },
        { Sql(PostgresErrorCodes.DiskFull), 503 },
        { Sql(PostgresErrorCodes.SerializationFailure), 503 },
        { Sql(PostgresErrorCodes.DeadlockDetected), 503 },
        { Sql(PostgresErrorCodes.QueryCanceled), 504 },
        // ... what the caller sent has to be changed first ...
        { Sql(PostgresErrorCodes.CharacterNotInRepertoire), 400 },
        { Sql(PostgresErrorCodes.UntranslatableCharacter), 400 },
        // ... and a bug may not.
        { Sql(PostgresErrorCodes.UndefinedTable), 500 },
        { Sql(PostgresErrorCodes.CheckViolation), 500 },
        { new InvalidOperationException("a bug"), 500 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_failure_that_passes_by_itself_is_told_apart_from_a_bug(Exception exception, int status) =>
        Assert.Equal(status, ExceptionProblems.Describe(exception).Status);

    [Fact]
    public void A_problem_says_where_a_body_is_wrong_and_nothing_of_the_inside()
    {
        Assert.Equal("Not valid at $.stats, line 3.", ExceptionProblems.Describe(new JsonException("secret", "$.stats", 2, 1)).Detail);
        Assert.Null(ExceptionProblems.Describe(new InvalidOperationException("secret")).Detail);
        Assert.DoesNotContain("secret", ExceptionProblems.Describe(new NpgsqlException("secret")).Detail, StringComparison.Ordinal);
    }

    private static PostgresException Sql(string state) => new("secret", "ERROR", "ERROR", state);
}
