using System.Buffers;

namespace Monitoring.LogIngest.Redaction;

/// <summary>Decides by a name whether the value under it must not be stored. Pure.</summary>
internal static class SensitiveKeys
{
    /// <summary>Parts of names, in any case, whose value is a secret or identifies a person.</summary>
    public static IReadOnlyList<string> Words { get; } =
    [
        "password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api-key", "api_key", "authorization", "cookie", "session",
        "private-key", "private_key", "privatekey", "access-key", "access_key", "accesskey", "credential",
        "connectionstring", "connection-string", "connection_string",
        "密码", "口令", "密钥", "令牌", "身份证", "手机号", "银行卡",
    ];

    private static readonly SearchValues<string> _words = SearchValues.Create([.. Words], StringComparison.OrdinalIgnoreCase);

    // A number under these is a count or an age, e.g. gen_ai.usage.input_tokens or session_seconds, and never the secret itself.
    private static readonly SearchValues<string> _countedWords = SearchValues.Create(["token", "session"], StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a text, list or object under this name is a secret.</summary>
    public static bool IsSensitive(ReadOnlySpan<char> key) => key.ContainsAny(_words);

    /// <summary>True when a number under this name is a secret.</summary>
    public static bool IsSensitiveNumber(ReadOnlySpan<char> key) => IsSensitive(key) && !key.ContainsAny(_countedWords);
}
