using Monitoring.LogIngest.Search;

namespace Monitoring.LogIngest.Tests.Search;

public sealed class LogQueryParserTests
{
    private static readonly Guid _trace = Guid.ParseExact("5b8efff798038103d269b633813fc60c", "N");

    [Fact]
    public void Every_kind_of_term_is_read()
    {
        var query = Parse(
            """timeout "Connection \"refused\"" -debug service:shop,cart level>=error -level:trace,debug trace:5b8efff798038103d269b633813fc60c user_id=u1 region="eu 1" stats:1234""");

        Assert.Equal(
            [
                Words("timeout"),
                Exact("Connection \"refused\""),
                "not " + Words("debug"),
                "service shop|cart",
                "level Error|Critical",
                "not level Trace|Debug",
                $"trace {_trace}",
                "attribute user_id=u1",
                "attribute region=eu 1",
                Words("stats:1234"),
            ],
            query.Terms.Select(Show));
    }

    [Theory]
    [InlineData("\"open", 0)]
    [InlineData("a \"\"", 2)]
    [InlineData("a -", 2)]
    [InlineData("level:loud", 6)]
    [InlineData("level>=info,error", 7)]
    [InlineData("x>5", 0)]
    [InlineData("trace:12", 6)]
    [InlineData("service:", 8)]
    [InlineData("service:a,,b", 8)]
    [InlineData("key=", 4)]
    public void What_cannot_be_read_is_refused_with_its_place(string text, int position)
    {
        Assert.False(LogQueryParser.TryParse(text, out _, out var error));
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Any_text_is_a_query_or_an_error_inside_of_it()
    {
        var random = new Random(11);
        const string Characters = "ab:=<>-\"\\ ,.%_支\t(level)service";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Characters[random.Next(Characters.Length)]));
            if (!LogQueryParser.TryParse(text, out _, out var error))
            {
                Assert.InRange(error.Position, 0, text.Length);
                Assert.NotEmpty(error.Message);
            }
        }
    }

    [Fact]
    public void More_terms_than_the_limit_are_refused() =>
        Assert.False(LogQueryParser.TryParse(string.Join(' ', Enumerable.Repeat("a", LogQueryParser.MaxTerms + 1)), out _, out _));

    private static LogQuery Parse(string text)
    {
        Assert.True(LogQueryParser.TryParse(text, out var query, out var error), error?.Message);
        return query;
    }

    private static string Words(string text) => $"words {text}";

    private static string Exact(string text) => $"exact {text}";

    private static string Show(LogTerm term) => (term.IsNegated ? "not " : "") + term switch
    {
        TextTerm { IsExact: true } text => Exact(text.Text),
        TextTerm text => Words(text.Text),
        ServiceTerm service => $"service {string.Join('|', service.Services)}",
        LevelTerm level => $"level {string.Join('|', level.Levels)}",
        TraceTerm trace => $"trace {trace.TraceId}",
        AttributeTerm attribute => $"attribute {attribute.Key}={attribute.Value}",
        _ => throw new ArgumentOutOfRangeException(nameof(term)),
    };
}
