using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Alerting.Evaluation;
using Monitoring.Testing;

namespace Monitoring.Alerting.Tests.Notifications;

/// <summary>What happens to an incident reaches the channels: all of it, once, in order, whatever one receiver does.</summary>
public sealed class NotificationTests(NotificationFixture alerting) : IClassFixture<NotificationFixture>, IAsyncLifetime
{
    private WebhookReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        await alerting.ExecuteAsync("delete from channel");
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    private static IEnumerable<string> Types(string prefix, int count) => Enumerable.Range(0, count).Select(number => $"{prefix}_{number}");

    [Fact]
    [Trait("promise", "T-AL-3a")]
    [Trait("promise", "T-AL-7")]
    public async Task Without_faults_every_change_arrives_exactly_once_and_no_end_before_its_beginning()
    {
        var channel = await alerting.AddChannelAsync(_receiver.Url("all"));

        await alerting.FireAndResolveAsync(Types("once", 100));
        await alerting.QuietAsync(channel);

        var received = _receiver.At("all").ToList();
        Assert.Equal(200, received.Count);
        Assert.Equal(200, received.Select(delivery => delivery.IdempotencyKey).Distinct().Count());
        Assert.All(received.GroupBy(delivery => delivery.IncidentId), incident => Assert.Equal(["opened", "resolved"], incident.Select(delivery => delivery.Event)));
    }

    [Fact]
    [Trait("promise", "T-AL-2")]
    public async Task Incident_notification_and_message_are_stored_together_or_not_at_all()
    {
        await alerting.AddChannelAsync(_receiver.Url("atomic"));
        var evaluation = alerting.Services.GetRequiredService<RunEvaluation>();
        var run = RunObservation.From(AlertingFixture.Run("atomic", 0, success: 90));
        const string Count =
            """
            select (select count(*) from incident where labels ->> 'generation_type' = 'atomic')
              || '/' || (select count(*) from notification n join incident i on i.id = n.incident_id where i.labels ->> 'generation_type' = 'atomic')
              || '/' || (select count(*) from run_observation where generation_type = 'atomic')
            """;

        await using (var work = await alerting.Database.BeginAsync(CancellationToken.None))
        {
            await evaluation.JudgeAsync(work, run, CancellationToken.None);
        }

        Assert.Equal("0/0/0", await alerting.ScalarAsync<string>(Count));

        await using (var work = await alerting.Database.BeginAsync(CancellationToken.None))
        {
            await evaluation.JudgeAsync(work, run, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Equal("1/1/1", await alerting.ScalarAsync<string>(Count));
    }

    [Fact]
    [Trait("promise", "T-AL-7")]
    public async Task A_receiver_that_fails_at_first_gets_every_copy_with_the_same_id_and_still_in_order()
    {
        var failures = 2;
        _receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = Interlocked.Decrement(ref failures) >= 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var channel = await alerting.AddChannelAsync(_receiver.Url("flaky"));

        await alerting.FireAndResolveAsync(["flaky"]);
        await alerting.QuietAsync(channel);

        var received = _receiver.At("flaky").ToList();
        Assert.Equal(["opened", "opened", "opened", "resolved"], received.Select(delivery => delivery.Event));
        Assert.Single(received.Where(delivery => delivery.Event == "opened").Select(delivery => (delivery.IdempotencyKey, delivery.Body)).Distinct());
    }

    [Fact]
    [Trait("promise", "T-AL-5")]
    public async Task A_channel_that_hangs_delays_no_other()
    {
        _receiver.Answer = async (delivery, context) =>
        {
            if (delivery.Path == "/hangs")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        };
        var hanging = await alerting.AddChannelAsync(_receiver.Url("hangs"));
        Guid[] working =
        [
            await alerting.AddChannelAsync(_receiver.Url("a")),
            await alerting.AddChannelAsync(_receiver.Url("b")),
            await alerting.AddChannelAsync(_receiver.Url("c")),
            await alerting.AddChannelAsync(_receiver.Url("d")),
        ];

        foreach (var type in Types("hang", 100))
        {
            await alerting.PublishAsync(AlertingFixture.Run(type, 0, success: 90));
        }

        await Task.WhenAll(working.Select(alerting.QuietAsync));
        var delays = (await alerting.QueryAsync<double>(
            "select extract(epoch from ended_at - created_at)::float8 from notification where channel_id = any(@working) order by 1", new { working })).ToList();
        Assert.Equal(400, delays.Count);
        Assert.InRange(delays[(int)(0.95 * delays.Count)], 0, 2);
        Assert.Equal(0, await alerting.ScalarAsync<long>("select count(*) from notification where channel_id = @hanging and state = 'sent'", new { hanging }));
        await alerting.RemoveChannelAsync(hanging);
    }

    [Fact]
    public async Task What_a_receiver_rejects_is_given_up_at_once_and_is_visible()
    {
        _receiver.Answer = static (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status410Gone;
            return Task.CompletedTask;
        };
        var channel = await alerting.AddChannelAsync(_receiver.Url("gone"));

        await alerting.PublishAsync(AlertingFixture.Run("rejected", 0, success: 90));
        await alerting.QuietAsync(channel);

        var log = await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/notifications?channelId={channel}&status=dead");
        var line = Assert.Single(log.GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(("The receiver answered 410.", 1), (line.GetProperty("lastError").GetString(), line.GetProperty("attempts").GetInt32()));

        var detail = await alerting.Http.GetFromJsonAsync<JsonElement>($"/api/v1/alerting/incidents/{line.GetProperty("incidentId").GetGuid()}");
        Assert.Contains("not_notified", detail.GetProperty("timeline").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("dead", Assert.Single(detail.GetProperty("notifications").EnumerateArray().ToArray()).GetProperty("status").GetString());

        var health = await alerting.Http.GetFromJsonAsync<JsonElement>("/health/ready");
        var check = health.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("name").GetString() == "alerting.notifications");
        Assert.Equal("degraded", check.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_channel_that_was_not_told_of_the_beginning_is_not_told_of_the_end()
    {
        await alerting.PublishAsync(AlertingFixture.Run("late_channel", 0, success: 90));
        var channel = await alerting.AddChannelAsync(_receiver.Url("late"));
        await alerting.PublishAsync(AlertingFixture.Run("late_channel", 1));

        Assert.Equal(0, await alerting.ScalarAsync<long>("select count(*) from notification where channel_id = @channel", new { channel }));
    }

    [Fact]
    public async Task A_receiver_can_tell_from_the_signature_that_a_notification_is_ours()
    {
        const string Secret = "a secret of some length";
        var channel = await alerting.AddChannelAsync(_receiver.Url("signed"), Secret);

        await alerting.PublishAsync(AlertingFixture.Run("signed", 0, success: 90));
        await alerting.QuietAsync(channel);

        var delivery = Assert.Single(_receiver.At("signed"));
        var parts = delivery.Signature.Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{delivery.Body}")));
        Assert.Equal(expected, parts["v1"]);
        var age = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts["t"], CultureInfo.InvariantCulture)) - TimeProvider.System.GetUtcNow();
        Assert.InRange(age.Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_notification_says_what_happened_and_where_to_look()
    {
        var channel = await alerting.AddChannelAsync(_receiver.Url("body"));
        var run = AlertingFixture.Run("body", 0, total: 50, success: 20);

        await alerting.PublishAsync(run);
        await alerting.QuietAsync(channel);

        var body = Assert.Single(_receiver.At("body"));
        Assert.Equal(body.IdempotencyKey, body.Json.GetProperty("notificationId").GetString());
        Assert.Equal("critical", body.Json.GetProperty("incident").GetProperty("severity").GetString());
        Assert.Equal("Success rate of body was 40 % (below 80 %)", body.Json.GetProperty("incident").GetProperty("message").GetString());
        Assert.Equal("success_rate", body.Json.GetProperty("rule").GetProperty("check").GetString());
        Assert.Equal(run.RunId, body.Json.GetProperty("evidence").GetProperty("run").GetProperty("id").GetGuid());
        Assert.Equal(
            $"https://monitoring.example.com/alerts?incident={body.IncidentId}", body.Json.GetProperty("links").GetProperty("console").GetString());
    }

    [Fact]
    public async Task A_test_delivery_shows_how_the_receiver_answered_and_is_limited()
    {
        var channel = await alerting.AddChannelAsync(_receiver.Url("test"));
        var test = new Uri($"/api/v1/alerting/channels/{channel}/test", UriKind.Relative);

        var result = await (await alerting.Http.PostAsync(test, null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("sent", "2xx"), (result.GetProperty("status").GetString(), result.GetProperty("statusClass").GetString()));
        Assert.Equal("test", Assert.Single(_receiver.At("test")).Event);

        for (var repeat = 0; repeat < 4; repeat++)
        {
            await alerting.Http.PostAsync(test, null);
        }

        var refused = await alerting.Http.PostAsync(test, null);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }
}
