using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Search;

/// <summary>Why a query cannot be read, and where.</summary>
/// <param name="Position">Characters before the place of the error.</param>
internal sealed record QueryError(int Position, string Message);

/// <summary>Reads the query language. Pure.</summary>
/// <remarks>
/// Terms are separated by blanks and must all hold; <c>-</c> before a term excludes it:
/// <code>
/// timeout                     the message holds it, in any case
/// "connection refused"        the message holds exactly this; \" and \\ inside
/// service:shop                also service:shop,checkout
/// level:error  level>=warning also &lt;= &gt; &lt; and lists
/// trace:5b8efff798038103d269b633813fc60c
/// user_id=u17  region="eu 1"  an attribute of the record or its resource
/// </code>
/// Any other colon is part of a word: <c>stats:1234</c>.
/// </remarks>
internal sealed class LogQueryParser
{
    /// <summary>More terms than anybody types cost time on every row.</summary>
    public const int MaxTerms = 32;

    private static readonly string[] _operators = [">=", "<=", ">", "<", ":", "="];

    private readonly string _text;
    private int _at;

    private LogQueryParser(string text) => _text = text;

    /// <summary>Reads a query; an empty one finds everything.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LogQuery? query, [NotNullWhen(false)] out QueryError? error)
    {
        try
        {
            query = new(new LogQueryParser(text ?? "").ReadTerms());
            error = null;
            return true;
        }
        catch (SyntaxException exception)
        {
            query = null;
            error = exception.Error;
            return false;
        }
    }

    /// <summary>Reads a list of level names separated by commas.</summary>
    public static bool TryParseLevels(string text, out ImmutableArray<Severity> levels)
    {
        var names = text.Split(',', StringSplitOptions.TrimEntries);
        levels = [.. names.Select(static name => Severities.TryParse(name, out var level) ? level : (Severity)(-1)).Distinct().Order()];
        return levels[0] >= 0;
    }

    private ImmutableArray<LogTerm> ReadTerms()
    {
        var terms = ImmutableArray.CreateBuilder<LogTerm>();
        for (SkipBlanks(); _at < _text.Length; SkipBlanks())
        {
            if (terms.Count == MaxTerms)
            {
                throw Error(_at, $"There are more than {MaxTerms} terms.");
            }

            terms.Add(ReadTerm());
        }

        return terms.ToImmutable();
    }

    private LogTerm ReadTerm()
    {
        var start = _at;
        var isNegated = _text[_at] == '-';
        if (isNegated)
        {
            _at++;
        }

        if (_at == _text.Length || char.IsWhiteSpace(_text[_at]))
        {
            throw Error(start, "A term is expected after '-'.");
        }

        if (_text[_at] == '"')
        {
            return new TextTerm(ReadQuoted(), IsExact: true, isNegated);
        }

        start = _at;
        var key = ReadWhile(static character => char.IsLetterOrDigit(character) || character is '_' or '.' or '-' or '/' or '@');
        if (key.Length > 0 && ReadOperator() is { } comparison && ReadField(key, comparison, start, isNegated) is { } field)
        {
            return field;
        }

        _at = start;
        return new TextTerm(ReadWhile(static character => !char.IsWhiteSpace(character)), IsExact: false, isNegated);
    }

    // Null: not a field after all, but a word that holds an operator.
    private LogTerm? ReadField(string key, string comparison, int start, bool isNegated) => (key.ToLowerInvariant(), comparison) switch
    {
        ("service", ":" or "=") => new ServiceTerm(ReadList(), isNegated),
        ("level", _) => new LevelTerm(ReadLevels(comparison), isNegated),
        ("trace", ":" or "=") => new TraceTerm(ReadTrace(), isNegated),
        (_, "=") => new AttributeTerm(key, ReadValue(), isNegated),
        (_, ":") => null,
        _ => throw Error(start, $"Only level can be compared with {comparison}."),
    };

    private ImmutableArray<string> ReadList()
    {
        var start = _at;
        var list = ReadValue().Split(',', StringSplitOptions.TrimEntries);
        return list.Contains("") ? throw Error(start, "A name is missing in the list.") : [.. list];
    }

    private ImmutableArray<Severity> ReadLevels(string comparison)
    {
        var start = _at;
        if (!TryParseLevels(ReadValue(), out var levels))
        {
            throw Error(start, $"A level is one of {string.Join(", ", Severities.Names)}.");
        }

        if (comparison is ":" or "=")
        {
            return levels;
        }

        if (levels.Length > 1)
        {
            throw Error(start, $"One level is expected after {comparison}.");
        }

        var bound = levels[0];
        return [.. Enum.GetValues<Severity>().Where(level => comparison switch
        {
            ">=" => level >= bound,
            ">" => level > bound,
            "<=" => level <= bound,
            _ => level < bound,
        })];
    }

    private Guid ReadTrace()
    {
        var start = _at;
        return Guid.TryParseExact(ReadValue(), "N", out var id) ? id : throw Error(start, "A trace id has 32 hexadecimal digits.");
    }

    private string ReadValue()
    {
        var start = _at;
        var value = _at < _text.Length && _text[_at] == '"' ? ReadQuoted() : ReadWhile(static character => !char.IsWhiteSpace(character));
        return value.Length > 0 ? value : throw Error(start, "A value is expected.");
    }

    private string ReadQuoted()
    {
        var start = _at++;
        var value = new StringBuilder();
        while (_at < _text.Length && _text[_at] != '"')
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\\')
            {
                _at++;
            }

            value.Append(_text[_at++]);
        }

        if (_at == _text.Length)
        {
            throw Error(start, "The quote is not closed.");
        }

        _at++;
        return value.Length > 0 ? value.ToString() : throw Error(start, "There is nothing between the quotes.");
    }

    private string? ReadOperator()
    {
        var found = Array.Find(_operators, candidate => string.CompareOrdinal(_text, _at, candidate, 0, candidate.Length) == 0);
        _at += found?.Length ?? 0;
        return found;
    }

    private string ReadWhile(Func<char, bool> condition)
    {
        var start = _at;
        while (_at < _text.Length && condition(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void SkipBlanks() => ReadWhile(char.IsWhiteSpace);

    private static SyntaxException Error(int position, string message) => new(new(position, message));

    // Leaves the recursive descent; never crosses this type.
    private sealed class SyntaxException(QueryError error) : Exception(error.Message)
    {
        public QueryError Error { get; } = error;
    }
}
