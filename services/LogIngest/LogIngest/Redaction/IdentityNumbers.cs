namespace Monitoring.LogIngest.Redaction;

/// <summary>Tells card numbers and Chinese identity numbers from other long numbers by their checksums. Pure.</summary>
internal static class IdentityNumbers
{
    // GB 11643: weights of the first 17 digits, and the check characters by remainder of 11.
    private static readonly int[] _weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    private const string CheckCharacters = "10X98765432";

    /// <summary>True for a number that is a card's or a citizen's; blanks and hyphens between digits do not count.</summary>
    public static bool IsIdentity(ReadOnlySpan<char> number)
    {
        Span<char> digits = stackalloc char[number.Length];
        var count = 0;
        foreach (var character in number)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                digits[count++] = char.ToUpperInvariant(character);
            }
        }

        digits = digits[..count];
        return IsCitizen(digits) || IsCard(digits);
    }

    // The birth date keeps one random number in eleven from being taken for a citizen's: 110105194912310021.
    private static bool IsCitizen(ReadOnlySpan<char> digits)
    {
        if (digits.Length != 18 || digits[6] is not ('1' or '2') || !DateOnly.TryParseExact(digits[6..14], "yyyyMMdd", out _))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (digits[i] - '0') * _weights[i];
        }

        return CheckCharacters[sum % 11] == digits[17];
    }

    // ISO/IEC 7812: issuers of payment cards begin with 3 to 6; Luhn's checksum. Without the issuer every tenth
    // time stamp in nanoseconds would be a card.
    private static bool IsCard(ReadOnlySpan<char> digits)
    {
        if (digits.Length is < 15 or > 19 || digits[0] is < '3' or > '6' || digits[^1] == 'X')
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[digits.Length - 1 - i] - '0';
            sum += i % 2 == 0 ? value : value > 4 ? (value * 2) - 9 : value * 2;
        }

        return sum % 10 == 0;
    }
}
