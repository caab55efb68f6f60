using System.Buffers;
using System.Text.RegularExpressions;

namespace Monitoring.LogIngest.Redaction;

/// <summary>Removes secrets from free text: values behind sensitive names, and what gives itself away by its form. Pure.</summary>
/// <remarks>
/// Recognised: <c>password=…</c>, <c>"token": "…"</c> also inside of a quoted JSON text, <c>Authorization: Bearer …</c>, cookies, passwords
/// in URLs and connection strings, JWTs, PEM private keys, keys of AWS, GitHub, Slack, OpenAI and of this product, card numbers and Chinese
/// identity numbers with a valid checksum. Every expression is matched in linear time, and only on text that holds one of its marks.
/// </remarks>
internal static partial class SecretText
{
    /// <summary>Stands where a secret was.</summary>
    public const string Mark = "[redacted]";

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly string _words = string.Join('|', SensitiveKeys.Words.Select(Regex.Escape));

    // Without one of these in a text no rule but the one for digits can match: nearly every line ends here.
    private static readonly SearchValues<string> _marks = SearchValues.Create(
        [.. SensitiveKeys.Words, "bearer", "basic ", "eyJ", "-----BEGIN", "://", "mon_", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "sk-"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789");

    // A quoted value ends at its quote, an unquoted one at a blank, a separator or a closing bracket. A value that was cut off ends with
    // the text. Quotes with backslashes, or as \u0022, mean that the pair stands in a JSON text inside of a text: {\"token\":\"…\"}.
    private static readonly Regex _keyedValue = new(
        $$"""(?<key>[\w.\-]*(?:{{_words}})[\w.\-]*(?:\\*["']|\\+u0022)?\s*[=:：]\s*)(?:{{NestedQuoted}}|{{Quoted}}|'[^']*'?|{{Bare}})""",
        Linear | RegexOptions.IgnoreCase);

    private const string Quoted = """(?<open>")(?:[^"\\]|\\.)*"?""";
    private const string NestedQuoted = $"""(?<open>\\+"|\\+u0022)[^"\\]*(?:\\+(?:[^"\\u]|{OtherEscape})[^"\\]*)*(?:\\+"|\\+u0022)?""";
    private const string Bare = """(?:(?:bearer|basic|digest|token|apikey)\s+\[redacted\]|(?:(?:bearer|basic|digest|token|apikey)\s+)?[^\s,;&"'<>\[\]{}()\\](?:[^\s,;&"'<>{}()\\]|\\+u002[bf]|\\+u003d)*)""";

    // Any \uXXXX but the quote's.
    private const string OtherEscape = """u(?:[1-9a-f]\w\w\w|0[1-9a-f]\w\w|00[013-9a-f]\w|002[013-9a-f])""";

    private static readonly Regex _cookie = new("""(?<key>cookie\s*[=:]\s*)[^\r\n"]+""", Linear | RegexOptions.IgnoreCase);

    private static readonly (Regex Rule, string Replacement)[] _forms =
    [
        (new("""-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:[^-]|-[^-]|--[^-])*(?:-----END [A-Z0-9 ]*PRIVATE KEY-----)?""", Linear), Mark),
        (new("""\b(?<key>bearer|basic)\s+[A-Za-z0-9._~+/=\-]{8,}""", Linear | RegexOptions.IgnoreCase), "${key} " + Mark),
        (new("""eyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]*)?""", Linear), Mark),
        (new("""(?<key>://[^\s/:@"']*:)[^\s/@"']+@""", Linear), "${key}" + Mark + "@"),
        (new("""\bmon_[a-z]+_[A-Za-z0-9]{8}_[A-Za-z0-9_\-]{43}""", Linear), Mark),
        (new("""\b(?:AKIA|ASIA)[A-Z0-9]{16}""", Linear), Mark),
        (new("""\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})""", Linear), Mark),
        (new("""\bxox[a-z]-[A-Za-z0-9\-]{10,}""", Linear), Mark),
        (new("""\bsk-[A-Za-z0-9_\-]{20,}""", Linear), Mark),
    ];

    private static readonly Regex _longNumber = new("""\b[0-9](?:[ \-]?[0-9]){11,17}[0-9Xx]\b""", Linear);

    /// <summary>The text without its secrets.</summary>
    public static string Redact(string text)
    {
        if (text.AsSpan().ContainsAny(_marks))
        {
            text = RedactMarked(text);
        }

        return HasManyDigits(text) ? _longNumber.Replace(text, static match => IdentityNumbers.IsIdentity(match.ValueSpan) ? Mark : match.Value) : text;
    }

    private static string RedactMarked(string text)
    {
        foreach (var (rule, replacement) in _forms)
        {
            text = rule.Replace(text, replacement);
        }

        text = _cookie.Replace(text, "${key}" + Mark);
        return _keyedValue.Replace(text, ReplaceKeyed);
    }

    private static string ReplaceKeyed(Match match)
    {
        var key = match.Groups["key"].Value;
        var value = match.ValueSpan[key.Length..];
        if (value.IndexOfAnyExceptInRange('0', '9') < 0 && !SensitiveKeys.IsSensitiveNumber(key))
        {
            return match.Value;
        }

        var open = match.Groups["open"].Value;
        return $"{key}{open}{Mark}{open}";
    }

    private static bool HasManyDigits(ReadOnlySpan<char> text)
    {
        var digits = 0;
        for (var at = text.IndexOfAny(_digits); at >= 0 && digits < 13; at = text.IndexOfAny(_digits))
        {
            digits++;
            text = text[(at + 1)..];
        }

        return digits >= 13;
    }
}
