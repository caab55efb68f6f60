using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Monitoring.TaskGeneration.Tests;

/// <summary>Speaks to the generation routes as a reporter does.</summary>
internal sealed class RunClient(HttpClient http)
{
    public const string Runs = "/api/v1/generation/runs";

    public async Task<Answer> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        using var content = JsonContent.Create(body);
        return await PostAsync(path, content, idempotencyKey);
    }

    public async Task<Answer> PostTextAsync(string path, string body, string? contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return await PostAsync(path, content, null);
    }

    public async Task<Answer> PostAsync(string path, HttpContent content, string? idempotencyKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }

        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return await Answer.ReadAsync(response);
    }

    public async Task<Guid> StartAsync(object? body = null)
    {
        var answer = await PostAsync(Runs, body ?? new { generationType = "auto" });
        return answer.Status == HttpStatusCode.Created
            ? answer.Body["id"]!.GetValue<Guid>()
            : throw new InvalidOperationException($"{answer.Status}: {answer.Body}");
    }

    public Task<Answer> CompleteAsync(Guid id, int total, int success, int failed, int skipped = 0, long? durationMs = null, params string[] errorMessages) =>
        PostAsync($"{Runs}/{id}/complete", new { stats = new { total, success, failed, skipped }, durationMs, errorMessages });

    public async Task<JsonNode> RunAsync(Guid id) => (await GetAsync($"{Runs}/{id}")).Body;
}

/// <summary>An answer with its body read as JSON; an empty one is an empty object.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode Body, HttpResponseHeaders Headers)
{
    public string? Type => Body["type"]?.GetValue<string>();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return new(response.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!, response.Headers);
    }
}
