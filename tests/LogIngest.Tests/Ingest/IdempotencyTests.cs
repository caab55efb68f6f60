using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.LogIngest.Tests.Ingest;

/// <summary>T-LI-2: with a key, a request that is repeated because its answer was lost is stored once.</summary>
[Trait("promise", "T-LI-2")]
public sealed class IdempotencyTests(IdempotencyTests.Fixture logs) : IClassFixture<IdempotencyTests.Fixture>
{
    public sealed class Fixture : LogIngestFixture
    {
        // Cuts the connection after the work and before the answer, on a fifth of the requests that ask for it.
        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter, CutAnswers>();
    }

    [Fact]
    public async Task Requests_repeated_until_they_are_answered_are_stored_once()
    {
        var service = $"retry-{Guid.CreateVersion7():N}";
        var cuts = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (batch, _) =>
        {
            var body = $"[{string.Join(',', Enumerable.Range(0, 3).Select(row => Record(service, $"{batch}/{row}")))}]";
            for (var attempt = 0; attempt < 8; attempt++)
            {
                try
                {
                    using var response = await PostAsync($"batch-{batch}", body, mayCut: true);
                    Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                    return;
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref cuts);
                }
            }

            Assert.Fail("No answer in eight attempts.");
        });

        var stored = await logs.SearchAsync($"service={service}");
        Assert.True(cuts > 100, $"only {cuts} answers were cut");
        Assert.Equal((3000, 3000), (stored.Count, stored.Distinct().Count()));
    }

    [Fact]
    public async Task Of_two_concurrent_requests_with_one_key_one_is_stored()
    {
        var service = $"pair-{Guid.CreateVersion7():N}";
        var replayed = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (pair, cancellationToken) =>
        {
            var answers = await Task.WhenAll(
                PostAsync($"pair-{pair}", $"[{Record(service, $"{pair}")}]"), PostAsync($"pair-{pair}", $"[{Record(service, $"{pair}")}]"));
            foreach (var answer in answers)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Contains("\"accepted\":1", (await answer.Content.ReadAsStringAsync(cancellationToken)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
                Interlocked.Add(ref replayed, answer.Headers.Contains("Idempotency-Replayed") ? 1 : 0);
                answer.Dispose();
            }
        });

        Assert.Equal(200, replayed);
        Assert.Equal(200, (await logs.SearchAsync($"service={service}")).Count);
    }

    [Fact]
    public async Task A_key_used_for_another_body_is_a_conflict()
    {
        var service = $"mismatch-{Guid.CreateVersion7():N}";
        using var first = await PostAsync("same", $"[{Record(service, "one")}]");
        using var second = await PostAsync("same", $"[{Record(service, "two")}]");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("/problems/idempotency-mismatch", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(["one"], await logs.SearchAsync($"service={service}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_key_that_is_empty_or_too_long_is_refused(int length)
    {
        using var response = await PostAsync(new string('k', length), $"[{Record("x", "y")}]");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string Record(string service, string message) => $$"""{"level":"info","service":"{{service}}","message":"{{message}}"}""";

    private async Task<HttpResponseMessage> PostAsync(string key, string body, bool mayCut = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/logs/ingest");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (mayCut)
        {
            request.Headers.Add(CutAnswers.Header, "may");
        }

        return await logs.Http.SendAsync(request);
    }

    private sealed class CutAnswers : IStartupFilter
    {
        public const string Header = "X-Test-Cut";
        private int _requests;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate handle) =>
            {
                if (!context.Request.Headers.ContainsKey(Header) || Interlocked.Increment(ref _requests) % 5 != 0)
                {
                    await handle(context);
                    return;
                }

                var answer = context.Response.Body;
                context.Response.Body = Stream.Null;
                await handle(context);
                context.Response.Body = answer;
                context.Abort();
            });
            next(app);
        };
    }
}
