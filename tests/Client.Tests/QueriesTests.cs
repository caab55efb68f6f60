using System.Net;
using Microsoft.AspNetCore.Http;
using Monitoring.Client.Queries;

namespace Monitoring.Client.Tests;

public sealed class QueriesTests : IAsyncLifetime
{
    private StubServer _server = null!;
    private MonitorHost _host = null!;

    [Fact]
    public async Task Every_option_is_asked_for_and_what_is_null_is_left_out()
    {
        _server.Answer = static (_, response) => response.WriteAsync("""{"items":[],"nextCursor":null}""");
        var (from, to) = (new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)), new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero));

        await _host.Monitor.GetMonitoringRecordsAsync();
        await _host.Monitor.GetMonitoringRecordsAsync(new RecordsOptions
        {
            From = from,
            To = to,
            GenerationType = "auto",
            TargetYear = 2026,
            TargetMonth = 1,
            Status = "partial",
            Source = "a&b",
            Text = "x y",
            Sort = "-durationMs",
            Limit = 5,
            Cursor = "c+d=",
        });
        await _host.Monitor.GetRecentAlertsAsync(new AlertsOptions
        {
            From = from,
            To = to,
            GenerationType = "auto",
            Severity = "critical",
            AlertType = "performance",
            Status = "firing",
            RunId = Guid.Empty,
            Sort = "createdAt",
            Limit = 5,
            Cursor = "c",
        });

        Assert.Equal(
            [
                "/api/v1/generation/runs",
                "/api/v1/generation/runs?from=2026-01-01T00%3A00%3A00.0000000Z&to=2026-02-01T00%3A00%3A00.0000000Z&generationType=auto"
                    + "&targetYear=2026&targetMonth=1&status=partial&source=a%26b&q=x%20y&sort=-durationMs&limit=5&cursor=c%2Bd%3D",
                "/api/v1/generation/alerts?from=2026-01-01T00%3A00%3A00.0000000Z&to=2026-02-01T00%3A00%3A00.0000000Z"
                    + "&runId=00000000-0000-0000-0000-000000000000&generationType=auto&severity=critical&alertType=performance&status=firing"
                    + "&sort=createdAt&limit=5&cursor=c",
            ],
            _server.Requests.Select(request => request.PathAndQuery));
    }

    [Fact]
    public async Task A_refusal_is_an_exception_that_says_why()
    {
        _server.Answer = static (_, response) =>
        {
            (response.StatusCode, response.ContentType) = (400, "application/problem+json");
            return response.WriteAsync("""{"type":"/problems/validation","title":"Some values are not valid.","detail":"groupBy: One of type, day, month."}""");
        };

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _host.Monitor.GetGenerationStatsAsync(new() { GroupBy = "year" }));

        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal("The monitoring system answered 400: Some values are not valid. groupBy: One of type, day, month.", exception.Message);
    }

    [Fact]
    public async Task An_answer_that_is_no_problem_document_is_told_by_its_status()
    {
        _server.AnswerWith(HttpStatusCode.BadGateway);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => _host.Monitor.GetRecentAlertsAsync());

        Assert.Equal("The monitoring system answered 502.", exception.Message);
    }

    public async Task InitializeAsync()
    {
        _server = await StubServer.StartAsync();
        _host = new(_server.Address);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }
}
