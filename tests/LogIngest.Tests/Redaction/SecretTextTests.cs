using Monitoring.LogIngest.Redaction;

namespace Monitoring.LogIngest.Tests.Redaction;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("login with password=hunter2 failed", "login with password=[redacted] failed")]
    [InlineData("Server=db;Password=hunter2;Database=x", "Server=db;Password=[redacted];Database=x")]
    [InlineData("{\"user\":\"u\",\"token\":\"abc\\\"def\"}", "{\"user\":\"u\",\"token\":\"[redacted]\"}")]
    [InlineData("{\\\"secret\\\":\\\"abc\\\",\\\"a\\\":1}", "{\\\"secret\\\":\\\"[redacted]\\\",\\\"a\\\":1}")]
    [InlineData("{\\u0022token\\u0022:\\u0022a\\u002Bb\\u0022,\\u0022a\\u0022:1}", "{\\u0022token\\u0022:\\u0022[redacted]\\u0022,\\u0022a\\u0022:1}")]
    [InlineData("Authorization: Bearer abcdefgh.ijkl", "Authorization: [redacted]")]
    [InlineData("sent bearer abcdefghijkl on", "sent bearer [redacted] on")]
    [InlineData("Cookie: a=1; b=2\nnext", "Cookie: [redacted]\nnext")]
    [InlineData("GET https://user:pass@host/x?access_token=abc&y=1", "GET https://user:[redacted]@host/x?access_token=[redacted]&y=1")]
    [InlineData("密码：abc123 好", "密码：[redacted] 好")]
    [InlineData("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end", "jwt [redacted] end")]
    [InlineData("card 4111 1111 1111 1111 paid", "card [redacted] paid")]
    [InlineData("id 11010519491231002X seen", "id [redacted] seen")]
    [InlineData("a -----BEGIN RSA PRIVATE KEY-----\nMIIB\nAAAA\n-----END RSA PRIVATE KEY----- z", "a [redacted] z")]
    public void A_secret_is_removed_and_the_rest_stays(string text, string expected) => Assert.Equal(expected, SecretText.Redact(text));

    [Theory]
    [InlineData("used 512 tokens, input_tokens=1200 of 4000")]
    [InlineData("session_seconds: 3600")]
    [InlineData("the password was changed")]
    [InlineData("order 4111111111111112 at 1767225600000000000")]
    [InlineData("GET http://host:8080/path@v1 in 12 ms")]
    [InlineData("")]
    public void What_is_no_secret_stays(string text) => Assert.Equal(text, SecretText.Redact(text));

    [Fact]
    public void Clean_lines_stay_clean()
    {
        var random = new Random(5);
        var lines = Enumerable.Range(0, 10_000).Select(i => (i % 5) switch
        {
            0 => $"HTTP GET /api/tasks/{random.Next()} responded 200 in {random.Next(5000)} ms for account {random.Next(200_000)}",
            1 => $"Task {random.NextInt64():x16}{random.NextInt64():x16} moved from pending to processing after {random.Next(5000)} ms",
            2 => $"Generated content with {random.Next(20_000)} tokens at {1_767_225_600_000_000_000 + random.NextInt64(1L << 50)}",
            3 => $"Connection to 10.0.{random.Next(255)}.{random.Next(255)}:5432 refused, retry {random.Next(6)} of 5",
            _ => $"Lease {Guid.CreateVersion7()} renewed by worker-{random.Next(64)}",
        }).ToList();

        Assert.InRange(lines.Count(line => SecretText.Redact(line) != line), 0, 10);
    }
}
