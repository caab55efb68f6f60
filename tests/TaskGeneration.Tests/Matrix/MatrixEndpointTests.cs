using Monitoring.Testing;

namespace Monitoring.TaskGeneration.Tests.Matrix;

/// <summary>The year as stored runs fill it.</summary>
public sealed class MatrixEndpointTests(ModuleFixture<TaskGenerationModule> module) : IClassFixture<ModuleFixture<TaskGenerationModule>>
{
    private readonly RunClient _client = new(module.Http);

    [Fact]
    public async Task A_month_shows_its_last_run_and_a_forgotten_month_is_a_gap()
    {
        await StartAsync("auto", 2019, 11);
        await StartAsync("auto", 2020, 2);
        var last = await StartAsync("auto", 2020, 2);
        await _client.CompleteAsync(last, 4, 3, 1);
        await StartAsync("manual", 2021, 1);
        await _client.StartAsync(new { generationType = "untargeted" });

        var matrix = (await _client.GetAsync("/api/v1/generation/matrix?year=2020")).Body;

        var row = Assert.Single(matrix["rows"]!.AsArray())!;
        Assert.Equal((2020, "auto"), (matrix["year"]!.GetValue<int>(), row["generationType"]!.GetValue<string>()));
        Assert.Equal(
            $$"""{"month":2,"runs":2,"runId":"{{last}}","status":"partial","successRate":75,"isGap":false}""", row["months"]![1]!.ToJsonString());
        Assert.Equal(
            [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
            row["months"]!.AsArray().Where(month => month!["isGap"]!.GetValue<bool>()).Select(month => month!["month"]!.GetValue<int>()));
    }

    private Task<Guid> StartAsync(string generationType, int targetYear, int targetMonth) =>
        _client.StartAsync(new { generationType, targetYear, targetMonth });
}
