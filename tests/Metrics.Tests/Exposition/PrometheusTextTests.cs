using Monitoring.Metrics.Exposition;
using Monitoring.Metrics.Registry;

namespace Monitoring.Metrics.Tests.Exposition;

public sealed class PrometheusTextTests
{
    [Fact]
    public void The_text_is_that_of_format_0_0_4()
    {
        var text = PrometheusText.Write(
        [
            new("system.network.io", "By", "Bytes over the wire.\nAll of them \\ both ways.", InstrumentForm.Counter,
                [new(LabelSet.Of(("interface", "eth0"), ("direction", "receive")), 540535740, null), new(LabelSet.Of(("interface", "we\"ird\\\n")), 1, null)]),
            new("system.cpu.utilization", "1", "", InstrumentForm.Gauge, [new(LabelSet.Of(("cpu", "total")), 0.25, null)]),
            new("http.server.request.duration", "s", "Duration.", InstrumentForm.Histogram,
                [new(LabelSet.Of(("http.route", "/a")), 1.5, new([0.1, 1], [2, 1, 1]))]),
            new("odd.values", "", "", InstrumentForm.Gauge, [new(LabelSet.Empty, double.NaN, null)]),
            new("odd_values", "", "", InstrumentForm.Gauge, [new(LabelSet.Empty, 1, null)]),
        ]);

        Assert.Equal(
            """
            # HELP system_network_io_bytes_total Bytes over the wire.\nAll of them \\ both ways.
            # TYPE system_network_io_bytes_total counter
            system_network_io_bytes_total{direction="receive",interface="eth0"} 540535740
            system_network_io_bytes_total{interface="we\"ird\\\n"} 1
            # TYPE system_cpu_utilization_ratio gauge
            system_cpu_utilization_ratio{cpu="total"} 0.25
            # HELP http_server_request_duration_seconds Duration.
            # TYPE http_server_request_duration_seconds histogram
            http_server_request_duration_seconds_bucket{http_route="/a",le="0.1"} 2
            http_server_request_duration_seconds_bucket{http_route="/a",le="1"} 3
            http_server_request_duration_seconds_bucket{http_route="/a",le="+Inf"} 4
            http_server_request_duration_seconds_sum{http_route="/a"} 1.5
            http_server_request_duration_seconds_count{http_route="/a"} 4
            # TYPE odd_values gauge
            odd_values NaN

            """,
            text);
    }

    [Theory]
    [InlineData("process.cpu.time", "s", InstrumentForm.Counter, "process_cpu_time_seconds_total")]
    [InlineData("generation.runs", "{run}", InstrumentForm.Counter, "generation_runs_total")]
    [InlineData("generation.run.duration_ms", "ms", InstrumentForm.Gauge, "generation_run_duration_ms")]
    [InlineData("process.threads", "{thread}", InstrumentForm.Gauge, "process_threads")]
    [InlineData("requests.total", "1", InstrumentForm.Counter, "requests_total")]
    [InlineData("4xx-count", "", InstrumentForm.Gauge, "_4xx_count")]
    internal void Names_follow_the_mapping_of_OpenTelemetry(string name, string unit, InstrumentForm form, string expected) =>
        Assert.Equal(expected, PrometheusNames.Metric(name, unit, form));
}
