using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Tests.Rules;

public sealed class LabelSetTests
{
    private static LabelSet Set(params (string Name, string Value)[] labels) => new(labels.Select(label => KeyValuePair.Create(label.Name, label.Value)));

    [Fact]
    public void Equal_labels_are_one_fingerprint_in_whatever_order_they_came()
    {
        Assert.Equal(Set(("host", "a"), ("cpu", "0")), Set(("cpu", "0"), ("host", "a")));
        Assert.Equal(Set(("host", "a"), ("cpu", "0")).Fingerprint, Set(("cpu", "0"), ("host", "a")).Fingerprint);
        Assert.Equal("""{"cpu":"0","host":"a"}""", Set(("host", "a"), ("cpu", "0")).Json);
    }

    [Fact]
    public void No_choice_of_names_and_values_makes_different_labels_look_equal()
    {
        Assert.NotEqual(Set(("a", "1"), ("b", "2")), Set(("a", "1\",\"b\":\"2")));
        Assert.NotEqual(Set(("a", "")), Set());
        Assert.NotEqual(Set(("A", "1")), Set(("a", "1")));
    }

    [Fact]
    public void A_filter_matches_what_carries_all_of_its_labels()
    {
        var series = Set(("cpu", "total"), ("host", "a"));

        Assert.True(LabelSet.Empty.Matches(series));
        Assert.True(Set(("cpu", "total")).Matches(series));
        Assert.False(Set(("cpu", "0")).Matches(series));
        Assert.False(Set(("cpu", "total"), ("core", "1")).Matches(series));
    }

    [Fact]
    public void What_was_written_is_read_again() => Assert.Equal(Set(("b", "é\"\n"), ("a", "")), LabelSet.Parse(Set(("b", "é\"\n"), ("a", "")).Json));
}
