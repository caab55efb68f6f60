using System.Net.Http.Json;
using System.Net.Mime;
using System.Text.Json;

namespace Monitoring.Client.Queries;

/// <summary>Reads what is recorded.</summary>
internal sealed class QueryClient(HttpClient http)
{
    public async Task<T> GetAsync<T>(string path, IEnumerable<(string Name, object? Value)> parameters, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(QueryString.Append(path, parameters), UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(await ExplainAsync(response, cancellationToken), null, response.StatusCode);
        }

        return (await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken))!;
    }

    // The system answers a refusal with a problem (RFC 9457), a proxy in between with anything.
    private static async Task<string> ExplainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = $"The monitoring system answered {(int)response.StatusCode}";
        if (response.Content.Headers.ContentType?.MediaType != MediaTypeNames.Application.ProblemJson)
        {
            return $"{status}.";
        }

        var problem = await response.Content.ReadFromJsonAsync<Problem>(JsonSerializerOptions.Web, cancellationToken);
        return $"{status}: {problem?.Title} {problem?.Detail}".TrimEnd();
    }

    private sealed record Problem(string? Title, string? Detail);
}
