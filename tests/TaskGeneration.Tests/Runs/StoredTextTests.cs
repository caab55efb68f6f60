using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Tests.Runs;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\0b", "a\u2400b")]
    [InlineData("line\r\n\u001b[31m\u2028", "line\r\n\u001b[31m\u2028")]
    [InlineData("é e\u0301 👩‍👩‍👧 \u202eabc", "é e\u0301 👩‍👩‍👧 \u202eabc")]
    public void Text_is_kept_but_for_NUL(string sent, string stored) => Assert.Equal(stored, StoredText.Clean(sent));

    [Theory]
    [InlineData(StoredText.MaxLength, false)]
    [InlineData(StoredText.MaxLength + 1, true)]
    public void What_is_too_long_is_cut_and_says_so(int length, bool isCut)
    {
        var stored = StoredText.Clean(new string('x', length));

        Assert.Equal(isCut, stored.EndsWith($"… [truncated, {length} characters]", StringComparison.Ordinal));
        Assert.Equal(StoredText.MaxLength, stored.TakeWhile(character => character == 'x').Count());
    }

    [Fact]
    public void A_surrogate_pair_is_not_cut_in_half()
    {
        var stored = StoredText.Clean(new string('x', StoredText.MaxLength - 1) + "😀");

        Assert.StartsWith(new string('x', StoredText.MaxLength - 1) + "…", stored, StringComparison.Ordinal);
    }
}
