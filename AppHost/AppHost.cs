using Microsoft.Extensions.Configuration;

// The suite as a developer runs it beside the Aspire dashboard. `aspire run` at the root, or `dotnet run --project AppHost`.
var builder = DistributedApplication.CreateBuilder(args);

// A connection string in the configuration (ConnectionStrings:postgres) takes the place of the container.
IResourceBuilder<IResourceWithConnectionString> postgres = builder.Configuration.GetConnectionString("postgres") is null
    ? AddPostgresContainer(builder)
    : builder.AddConnectionString("postgres");

var standalone = builder.AddProject<Projects.Standalone>("standalone")
    .WithReference(postgres, connectionName: "postgres")
    .WithHttpHealthCheck("/health/ready", endpointName: "http")
    .WithExternalHttpEndpoints();

if (postgres.Resource is PostgresDatabaseResource)
{
    standalone.WaitFor(postgres);
}

builder.Build().Run();

// The password is a parameter kept in the user secrets: a data volume remembers the one it was made with.
static IResourceBuilder<PostgresDatabaseResource> AddPostgresContainer(IDistributedApplicationBuilder builder) => builder
    .AddPostgres("postgres-server", password: builder.AddParameter("postgres-password", secret: true))
    .WithDataVolume("monitoring-postgres-18")
    .AddDatabase("monitoring");
