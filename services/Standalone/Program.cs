using Monitoring.Alerting;
using Monitoring.Gateway;
using Monitoring.LogIngest;
using Monitoring.Metrics;
using Monitoring.ServiceDefaults.Modules;
using Monitoring.TaskGeneration;

var builder = WebApplication.CreateBuilder(args);
builder.AddModules("standalone", [new GatewayModule(), new TaskGenerationModule(), new AlertingModule(), new LogIngestModule(), new MetricsModule()]);

var app = builder.Build();
app.MapModules();
await app.MigrateAsync(CancellationToken.None);
await app.RunAsync();
