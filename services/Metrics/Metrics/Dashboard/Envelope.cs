using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.Metrics.Dashboard;

/// <summary>The frame of the answers under <c>/api/v1/monitoring</c>: <c>{"success": true, "data": {…}}</c>, names in snake_case.</summary>
internal sealed record Envelope<T>(bool Success, T Data);

/// <summary>Puts answers into their frame.</summary>
internal static class Envelope
{
    private static readonly JsonSerializerOptions _snakeCase = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static JsonHttpResult<Envelope<T>> Of<T>(T data) => TypedResults.Json(new Envelope<T>(true, data), _snakeCase);
}
