namespace Monitoring.ServiceDefaults.EmbeddedPostgres;

/// <summary>The private Postgres cannot be started; the message says why and what to do, and is meant for the person at the terminal.</summary>
public sealed class EmbeddedPostgresException(string message) : Exception(message);
