using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Comparison;

/// <summary>Two runs side by side.</summary>
public sealed class RunComparisonTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task Counts_durations_errors_and_parameters_are_compared()
    {
        var left = await _client.StartAsync(new { generationType = "auto", metadata = new { batch = 1, region = "north" } });
        await _client.PostAsync($"{RunClient.Runs}/{left}/errors", new { message = "no address", type = "A" });
        await _client.PostAsync($"{RunClient.Runs}/{left}/errors", new { message = "no address", type = "A" });
        await _client.CompleteAsync(left, 10, 8, 2, 0, 1000, "no address", "at the end");
        var right = await _client.StartAsync(new { generationType = "auto", metadata = new { batch = 2, retry = true } });
        await _client.PostAsync($"{RunClient.Runs}/{right}/errors", new { message = "no address", type = "A" });
        await _client.CompleteAsync(right, 20, 19, 1, 0, 1500);

        var diff = (await _client.GetAsync($"{RunClient.Runs}/{left}/diff/{right}")).Body;

        Assert.Equal((left, right), (diff["left"]!["id"]!.GetValue<Guid>(), diff["right"]!["id"]!.GetValue<Guid>()));
        Assert.Equal(
            """{"total":{"left":10,"right":20,"delta":10},"success":{"left":8,"right":19,"delta":11},"failed":{"left":2,"right":1,"delta":-1},"skipped":{"left":0,"right":0,"delta":0},"errors":{"left":3,"right":1,"delta":-2}}""",
            diff["counts"]!.ToJsonString());
        Assert.Equal("""{"left":1000,"right":1500,"delta":500}""", diff["durationMs"]!.ToJsonString());
        Assert.Equal("""{"left":80,"right":95,"delta":15}""", diff["successRate"]!.ToJsonString());
        Assert.Equal(
            """[{"errorType":"A","message":"no address","left":2,"right":1},{"errorType":null,"message":"at the end","left":1,"right":0}]""",
            diff["errorGroups"]!.ToJsonString());
        Assert.Equal(
            """[{"key":"batch","left":1,"right":2},{"key":"region","left":"north","right":null},{"key":"retry","left":null,"right":true}]""",
            diff["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_running_run_does_not_have_yet_has_no_difference()
    {
        var left = await _client.StartAsync();
        var right = await _client.StartAsync();
        await _client.CompleteAsync(right, 1, 1, 0, 0, 5);

        var diff = (await _client.GetAsync($"{RunClient.Runs}/{left}/diff/{right}")).Body;

        Assert.Equal("""{"left":null,"right":5,"delta":null}""", diff["durationMs"]!.ToJsonString());
        Assert.Equal("""{"left":null,"right":100,"delta":null}""", diff["successRate"]!.ToJsonString());
    }
}
