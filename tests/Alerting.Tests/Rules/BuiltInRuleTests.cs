using Monitoring.Alerting.Rules;

namespace Monitoring.Alerting.Tests.Rules;

/// <summary>The thresholds as the requirements name them, at and beyond each edge.</summary>
[Trait("requirement", "S0-23")]
[Trait("requirement", "S2-03")]
[Trait("requirement", "S2-36")]
public sealed class BuiltInRuleTests
{
    [Theory]
    [InlineData("run.success-rate", 95.0, null)]
    [InlineData("run.success-rate", 94.9, "warning")]
    [InlineData("run.success-rate", 80.0, "warning")]
    [InlineData("run.success-rate", 79.9, "critical")]
    [InlineData("run.error-count", 9.0, null)]
    [InlineData("run.error-count", 10.0, "warning")]
    [InlineData("run.error-count", 49.0, "warning")]
    [InlineData("run.error-count", 50.0, "critical")]
    [InlineData("run.duration", 30_000.0, null)]
    [InlineData("run.duration", 30_001.0, "warning")]
    [InlineData("run.duration", 60_000.0, "warning")]
    [InlineData("run.duration", 60_001.0, "critical")]
    [InlineData("run.duration-vs-median", 3.0, null)]
    [InlineData("run.duration-vs-median", 3.01, "warning")]
    [InlineData("run.duration-vs-median", 1000.0, "warning")]
    [InlineData("run.complete-failure", 0.0, null)]
    [InlineData("run.complete-failure", 1.0, "critical")]
    [InlineData("run.stalled", 0.0, null)]
    [InlineData("run.stalled", 1.0, "critical")]
    [InlineData("host.cpu", 0.90, null)]
    [InlineData("host.cpu", 0.91, "warning")]
    [InlineData("host.cpu", 0.96, "critical")]
    [InlineData("host.memory", 0.90, null)]
    [InlineData("host.memory", 0.91, "warning")]
    [InlineData("host.memory", 0.96, "critical")]
    [InlineData("host.filesystem", 0.95, null)]
    [InlineData("host.filesystem", 0.96, "warning")]
    [InlineData("host.filesystem", 0.99, "critical")]
    public void A_value_is_as_bad_as_the_requirements_say(string key, double value, string? expected) =>
        Assert.Equal(expected, BuiltInRules.Find(key)!.Judge(value)?.Word());

    [Fact]
    public void Every_built_in_rule_would_pass_as_a_request()
    {
        foreach (var rule in BuiltInRules.All)
        {
            var shown = RuleResponse.From(rule);
            var errors = new FieldErrors();

            RuleValidator.Read(
                new()
                {
                    Name = shown.Name,
                    Description = shown.Description,
                    Signal = shown.Signal,
                    Check = shown.Check,
                    Metric = shown.Metric,
                    Filter = shown.Filter.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
                    Comparison = shown.Comparison,
                    Warning = shown.Warning,
                    Critical = shown.Critical,
                    HoldSeconds = shown.HoldSeconds,
                    Unit = shown.Unit,
                },
                errors);

            Assert.Empty(errors.ToDictionary());
        }
    }
}
