using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.ServiceDefaults.Http;

/// <summary>Reads query parameters strictly and collects everything that is wrong with them, so that a caller sees all of it at once.</summary>
/// <remarks>A missing or empty parameter is null. A refused one is null too, and then <see cref="Problem"/> is set.</remarks>
public sealed class ParameterReader
{
    /// <summary>Longest text a parameter may hold.</summary>
    public const int MaxTextLength = 1000;

    private static readonly string[] _timeFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private readonly Dictionary<string, string[]> _errors = [];

    /// <summary>What to answer with when something was refused.</summary>
    public ProblemHttpResult? Problem => _errors.Count == 0 ? null : Problems.Validation(_errors);

    /// <summary>Notes that a parameter is refused.</summary>
    public void Refuse(string name, string reason) => _errors[name] = [reason];

    /// <summary>Free text; NUL, which Postgres cannot hold, becomes its visible sign.</summary>
    public string? Text(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (value.Length > MaxTextLength)
        {
            Refuse(name, $"At most {MaxTextLength} characters.");
            return null;
        }

        return value.Replace('\0', '\u2400');
    }

    /// <summary>A whole number between the bounds, both included.</summary>
    public int? Number(string name, string? value, int min, int max)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
        {
            Refuse(name, $"A whole number from {min} to {max}.");
            return null;
        }

        return number;
    }

    /// <summary>One of the given words.</summary>
    public string? Word(string name, string? value, IReadOnlyCollection<string> words)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!words.Contains(value))
        {
            Refuse(name, $"One of {string.Join(", ", words)}.");
            return null;
        }

        return value;
    }

    /// <summary>An RFC 3339 time with its offset.</summary>
    public DateTimeOffset? Time(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (TryParseTime(value, out var time))
        {
            return time;
        }

        Refuse(name, "An RFC 3339 time with its offset, e.g. 2026-01-31T08:00:00Z.");
        return null;
    }

    /// <summary>Reads an RFC 3339 time; one without an offset is refused, since it could mean any instant of a day.</summary>
    public static bool TryParseTime(string value, out DateTimeOffset time)
    {
        // "K" also takes a missing offset, which would be read as the zone of this machine.
        var hasOffset = value.EndsWith('Z') || value.EndsWith('z') || (value.Length > 6 && value[^6] is '+' or '-' && value[^3] == ':');
        return DateTimeOffset.TryParseExact(
            value.ToUpperInvariant(), _timeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time) && hasOffset;
    }
}
