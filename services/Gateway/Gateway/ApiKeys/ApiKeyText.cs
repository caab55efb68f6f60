using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.Gateway.ApiKeys;

/// <summary>The written form of an API key: <c>mon_&lt;kind&gt;_&lt;8 public characters&gt;_&lt;43 base64url characters&gt;</c>.</summary>
/// <remarks>
/// Example: <c>mon_api_k7m2p9qx_Zm9v…</c>. The last part is 256 random bits, which is why one SHA-256 is enough at rest. Values of another
/// form (a bootstrap key chosen by an operator) are found by the first characters of their own hash.
/// </remarks>
internal static partial class ApiKeyText
{
    private const string PublicAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Create(string kind) =>
        $"mon_{kind}_{RandomNumberGenerator.GetString(PublicAlphabet, 8)}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>The part by which the key is looked up and shown; never enough to guess the rest.</summary>
    public static string PublicIdOf(string key) =>
        Form().Match(key) is { Success: true } match ? match.Groups["id"].Value : Convert.ToHexStringLower(HashOf(key))[..8];

    /// <summary>Whether a text has the form of a key.</summary>
    public static bool IsKey(string text) => Form().IsMatch(text);

    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    [GeneratedRegex("^mon_[a-z]{1,8}_(?<id>[a-z0-9]{8})_[A-Za-z0-9_-]{43}$", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
