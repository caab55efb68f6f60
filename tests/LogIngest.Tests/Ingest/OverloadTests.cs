using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Monitoring.LogIngest.Storage;

namespace Monitoring.LogIngest.Tests.Ingest;

public sealed class OverloadTests(OverloadTests.Fixture logs) : IClassFixture<OverloadTests.Fixture>
{
    public sealed class Fixture : LogIngestFixture
    {
        protected override void Configure(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection([
            new("LogIngest:Commit:MaxPendingBytes", "1048576"),
            new("LogIngest:Commit:MaxGroupBytes", "1048576"),
        ]);
    }

    [Fact]
    public async Task What_does_not_fit_is_429_and_what_was_taken_is_stored()
    {
        var service = $"overload-{Guid.CreateVersion7():N}";
        await logs.IngestAsync(LogIngestFixture.Record("first", service));
        var text = new string('x', 100_000);
        List<HttpResponseMessage> answers;
        await using (var connection = await logs.Database.OpenAsync(CancellationToken.None))
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            // A store that does not answer: no commit gets past the lock of its generation.
            var open = await Dapper.SqlMapper.QuerySingleAsync<long>(connection, "select gen from log_generation where state = 'open'");
            await GenerationLock.TakeAloneAsync(connection, open, CancellationToken.None);
            var requests = Enumerable.Range(0, 30)
                .Select(i => logs.Http.PostAsJsonAsync("/api/v1/logs/ingest", new[] { LogIngestFixture.Record($"{i} {text}", service) })).ToList();
            while (requests.Count(request => request.IsCompleted) < 15)
            {
                await Task.WhenAny(requests.Where(request => !request.IsCompleted));
            }

            await transaction.CommitAsync();
            answers = [.. await Task.WhenAll(requests)];
        }

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 15, 29);
        Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.All(answers.Except(refused), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(1 + answers.Count - refused.Count, (await logs.SearchAsync($"service={service}")).Count);
    }
}
