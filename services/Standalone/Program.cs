using Monitoring.Alerting;
using Monitoring.Gateway;
using Monitoring.LogIngest;
using Monitoring.Metrics;
using Monitoring.ServiceDefaults.Hosting;
using Monitoring.TaskGeneration;

return await ModuleProcess.RunAsync(
    "standalone",
    args,
    [new GatewayModule { IsLocal = true }, new TaskGenerationModule(), new AlertingModule(), new LogIngestModule(), new MetricsModule()],
    startsPostgres: true);
