using Microsoft.Extensions.Configuration;
using Monitoring.Demo.Hosting;

var environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
return await DemoCommand.Create(environment, Console.Out, Console.Error).Parse(args).InvokeAsync();
