using System.Text.Json;
using Monitoring.TaskGeneration.Runs;

namespace Monitoring.TaskGeneration.Tests.Runs;

public sealed class StoredJsonTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{ "a": [1, true, null, "x"] }""", """{"a":[1,true,null,"x"]}""")]
    [InlineData("""{"nul":"a\u0000b","\u0000":1}""", "{\"nul\":\"a\\u2400b\",\"\\u2400\":1}")]
    [InlineData("""{"escaped":"\\u0000"}""", """{"escaped":"\\u0000"}""")]
    [InlineData("""{"exact":9007199254740993,"digits":1.10}""", """{"exact":9007199254740993,"digits":1.10}""")]
    [InlineData("""{"tiny":1e-999999,"zero":-0}""", """{"tiny":0,"zero":-0}""")]
    public void Objects_become_what_jsonb_can_hold(string sent, string stored)
    {
        Assert.Null(StoredJson.TryClean(JsonElement.Parse(sent), out var json));
        Assert.Equal(stored, json);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("""{"huge":1e999999}""")]
    [InlineData("""{"half":"\ud83d"}""")]
    [InlineData("""{"\udc00":"half a name"}""")]
    public void What_jsonb_cannot_hold_is_refused(string sent) => Assert.NotNull(StoredJson.TryClean(JsonElement.Parse(sent), out _));

    [Theory]
    [InlineData(StoredJson.MaxBytes, true)]
    [InlineData(StoredJson.MaxBytes + 1, false)]
    public void An_object_of_64_KiB_is_the_largest(int bytes, bool isTaken)
    {
        var sent = JsonElement.Parse($$"""{"a":"{{new string('x', bytes - 8)}}"}""");

        Assert.Equal(isTaken, StoredJson.TryClean(sent, out _) is null);
    }
}
