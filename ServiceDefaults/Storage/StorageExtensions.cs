using System.Data;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.ServiceDefaults.Leasing;
using Monitoring.ServiceDefaults.Messaging;
using Monitoring.ServiceDefaults.Modules;
using Npgsql;

namespace Monitoring.ServiceDefaults.Storage;

/// <summary>Gives a module its schema, inbox, outbox and health checks.</summary>
public static class StorageExtensions
{
    static StorageExtensions()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        // Dapper maps DateTimeOffset itself, but to what the reader returns for timestamptz by default, a DateTime.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcTimestamps());
    }

    /// <summary>
    /// Connects <paramref name="module"/> to <c>ConnectionStrings:{module name}</c>, or to <c>ConnectionStrings:postgres</c> where that is
    /// missing, and starts its outbox.
    /// </summary>
    public static IHostApplicationBuilder AddModuleStorage<TModule>(this IHostApplicationBuilder builder, TModule module)
        where TModule : class, IServiceModule
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<OutboxMetrics>();
        builder.Services.TryAddSingleton<LeaseMetrics>();
        builder.Services.AddSingleton(services => new ModuleDatabase<TModule>(
            module,
            CreateDataSource(builder.Configuration, module.Name, services.GetRequiredService<ILoggerFactory>()),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ModuleDatabase>(static services => services.GetRequiredService<ModuleDatabase<TModule>>());
        builder.Services.AddSingleton<Inbox<TModule>>();
        builder.Services.AddHostedService<OutboxDispatcher<TModule>>();
        builder.Services.AddHostedService<MessagingCleanUp<TModule>>();
        builder.Services.AddHealthChecks()
            .AddCheck<DatabaseHealthCheck<TModule>>($"{module.Name}.db")
            .AddCheck<OutboxHealthCheck<TModule>>($"{module.Name}.outbox");
        return builder;
    }

    internal static NpgsqlDataSource CreateDataSource(IConfiguration configuration, string module, ILoggerFactory? loggers = null)
    {
        var connectionString = configuration.GetConnectionString(module) ?? configuration.GetConnectionString("postgres")
            ?? throw new InvalidOperationException(
                $"ConnectionStrings:{module} is missing, and so is ConnectionStrings:postgres; set one of them.");
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.SearchPath = module;
        builder.ConnectionStringBuilder.ApplicationName ??= $"monitoring-{module}";
        // A stopped server answers nothing: a caller gets its 503 within this time, not after the operating system's.
        builder.ConnectionStringBuilder.Timeout = 5;
        builder.ConnectionStringBuilder.CommandTimeout = 10;
        builder.UseLoggerFactory(loggers);
        return builder.Build();
    }

    private sealed class UtcTimestamps : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();

        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => (DateTimeOffset)value,
        };
    }
}
