namespace Monitoring.TaskGeneration.Runs;

/// <summary>Makes text of others fit for a Postgres text column.</summary>
internal static class StoredText
{
    /// <summary>Longest message or stack that is kept, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>Replaces NUL, which Postgres cannot hold, by its visible sign, and cuts what is too long with a mark that says so.</summary>
    public static string Clean(string text)
    {
        var clean = text.Replace('\0', '\u2400');
        if (clean.Length <= MaxLength)
        {
            return clean;
        }

        // Half a surrogate pair is not text.
        var end = char.IsHighSurrogate(clean[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        return $"{clean.AsSpan(0, end)}… [truncated, {text.Length} characters]";
    }
}
