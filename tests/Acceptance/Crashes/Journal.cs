using System.Collections.Concurrent;
using System.Net;

namespace Monitoring.Acceptance.Crashes;

/// <summary>What a client knows about what it sent.</summary>
internal enum Answer
{
    /// <summary>2xx: from now on it must be there.</summary>
    Ok,

    /// <summary>4xx: it must not be there.</summary>
    Fail,

    /// <summary>No answer, or 5xx: either.</summary>
    Unknown,
}

/// <summary>The client's side of Jepsen's set test: every item it sent and what it was told.</summary>
internal sealed class Journal
{
    private readonly ConcurrentDictionary<string, Answer> _answers = new();

    /// <summary>The items and what is known about them.</summary>
    public IReadOnlyDictionary<string, Answer> Answers => _answers;

    /// <summary>Sends one item and notes the answer; an item for which there was no connection was not sent.</summary>
    /// <returns>Whether the item was accepted.</returns>
    public async Task<bool> SendAsync(string key, Func<Task<HttpResponseMessage>> send)
    {
        if (await AskAsync(send) is not { } answer)
        {
            return false;
        }

        _answers[key] = answer;
        return answer == Answer.Ok;
    }

    private static async Task<Answer?> AskAsync(Func<Task<HttpResponseMessage>> send)
    {
        try
        {
            using var response = await send();
            return response switch
            {
                { IsSuccessStatusCode: true } => Answer.Ok,
                { StatusCode: >= HttpStatusCode.InternalServerError } => Answer.Unknown,
                _ => Answer.Fail,
            };
        }
        catch (HttpRequestException exception)
        {
            return exception.HttpRequestError == HttpRequestError.ConnectionError ? null : Answer.Unknown;
        }
    }
}
