using System.Net;
using System.Net.Http.Headers;
using Monitoring.Alerting.Notifications;
using Monitoring.Alerting.Notifications.Webhook;

namespace Monitoring.Alerting.Tests.Notifications;

public sealed class DeliveryDecisionTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(200, DeliveryOutcome.Delivered, false)]
    [InlineData(204, DeliveryOutcome.Delivered, false)]
    [InlineData(302, DeliveryOutcome.Rejected, false)]
    [InlineData(400, DeliveryOutcome.Rejected, false)]
    [InlineData(401, DeliveryOutcome.Rejected, false)]
    [InlineData(404, DeliveryOutcome.Rejected, false)]
    [InlineData(408, DeliveryOutcome.RequestTimeout, true)]
    [InlineData(410, DeliveryOutcome.Rejected, false)]
    [InlineData(429, DeliveryOutcome.RateLimited, true)]
    [InlineData(500, DeliveryOutcome.ServerError, true)]
    [InlineData(503, DeliveryOutcome.ServerError, true)]
    public void An_answer_is_delivered_retried_or_final(int status, object outcome, bool isRetryable)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);

        var result = WebhookNotifier.Classify(response, _now);

        Assert.Equal(((DeliveryOutcome)outcome, isRetryable, (int?)status), (result.Outcome, result.IsRetryable, result.StatusCode));
    }

    [Fact]
    public void Both_forms_of_retry_after_are_read()
    {
        using var seconds = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        seconds.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(20));
        using var date = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        date.Headers.RetryAfter = new RetryConditionHeaderValue(_now.AddSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(20), WebhookNotifier.Classify(seconds, _now).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(30), WebhookNotifier.Classify(date, _now).RetryAfter);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 16)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1000, 300)]
    public void The_back_off_doubles_from_one_second_to_five_minutes_and_at_least_half_of_it_is_waited(int attempt, int seconds)
    {
        var result = new DeliveryResult(DeliveryOutcome.ServerError, 500);

        Assert.Equal(
            new DeliveryDecision.Retry(TimeSpan.FromSeconds(seconds)), DeliveryDecision.Decide(result, attempt, TimeSpan.Zero, jitter: 1));
        Assert.Equal(
            new DeliveryDecision.Retry(TimeSpan.FromSeconds(seconds) / 2), DeliveryDecision.Decide(result, attempt, TimeSpan.Zero, jitter: 0));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(0, 1)]
    [InlineData(86_400, 900)]
    public void The_receivers_wish_is_honoured_up_to_a_quarter_of_an_hour(int wishedSeconds, int waitedSeconds)
    {
        var result = new DeliveryResult(DeliveryOutcome.RateLimited, 429, TimeSpan.FromSeconds(wishedSeconds));

        Assert.Equal(
            new DeliveryDecision.Retry(TimeSpan.FromSeconds(waitedSeconds)), DeliveryDecision.Decide(result, 1, TimeSpan.Zero, jitter: 1));
    }

    [Fact]
    public void After_a_day_it_is_given_up()
    {
        var result = new DeliveryResult(DeliveryOutcome.NetworkError);

        Assert.IsType<DeliveryDecision.Retry>(DeliveryDecision.Decide(result, 300, TimeSpan.FromHours(24) - TimeSpan.FromTicks(1), 0.5));
        Assert.IsType<DeliveryDecision.Dead>(DeliveryDecision.Decide(result, 300, TimeSpan.FromHours(24), 0.5));
    }

    [Fact]
    public void Every_outcome_is_decided_and_described_without_a_url()
    {
        foreach (var outcome in Enum.GetValues<DeliveryOutcome>())
        {
            var result = new DeliveryResult(outcome, 400);
            var decision = DeliveryDecision.Decide(result, 1, TimeSpan.Zero, 0.5);

            Assert.Equal(outcome is DeliveryOutcome.Delivered, decision is DeliveryDecision.Sent);
            Assert.Equal(result.IsRetryable, decision is DeliveryDecision.Retry);
            Assert.DoesNotContain("://", result.Describe(), StringComparison.Ordinal);
        }
    }
}
