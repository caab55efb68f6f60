using System.Net;
using Monitoring.Client.Recording;

namespace Monitoring.Client.Tests;

public sealed class SendDecisionTests
{
    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(202)]
    public void A_success_ends_it(int status) => Assert.Equal(default, Decide(status));

    [Theory]
    [InlineData(null)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void What_passes_by_itself_is_tried_for_ever(int? status)
    {
        var decision = Decide(status, attempt: 1000);

        Assert.Null(decision.Drop);
        Assert.Equal(TimeSpan.FromMinutes(1), decision.Retry);
    }

    [Theory]
    [InlineData(301, 1, DropReason.Refused)]
    [InlineData(400, 1, DropReason.Refused)]
    [InlineData(401, 1, DropReason.Refused)]
    [InlineData(404, 1, DropReason.Refused)]
    [InlineData(409, 1, DropReason.Refused)]
    [InlineData(413, 1, DropReason.Refused)]
    [InlineData(500, 4, null)]
    [InlineData(500, 5, DropReason.ServerError)]
    [InlineData(501, 5, DropReason.ServerError)]
    public void What_will_not_pass_is_given_up(int status, int attempt, string? reason) => Assert.Equal(reason, Decide(status, attempt).Drop);

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(4, 0.5, 6.0)]
    [InlineData(6, 1.0, 32.0)]
    [InlineData(7, 1.0, 60.0)]
    public void Pauses_double_up_to_a_minute_and_are_spread(int attempt, double jitter, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), SendDecision.After(null, null, attempt, jitter).Retry);

    [Theory]
    [InlineData(30, 30)]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(86_400, 300)]
    public void A_pause_that_was_asked_for_is_kept_within_reason(int retryAfterSeconds, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        SendDecision.After(HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(retryAfterSeconds), 1, 1.0).Retry);

    private static SendDecision Decide(int? status, int attempt = 1) => SendDecision.After((HttpStatusCode?)status, null, attempt, 1.0);
}
