namespace Monitoring.LogIngest.Records;

/// <summary>How large, old and deep a record may be. The figures are those that log stores have in common.</summary>
internal static class RecordLimits
{
    /// <summary>UTF-8 bytes of a message; a longer one is cut and flagged, never refused.</summary>
    public const int MessageBytes = 256 * 1024;

    /// <summary>UTF-8 bytes of a record's attributes as JSON.</summary>
    public const int AttributesBytes = 256 * 1024;

    /// <summary>Attributes of a record, those inside of others not counted.</summary>
    public const int Attributes = 256;

    /// <summary>UTF-8 bytes of an attribute's name.</summary>
    public const int AttributeNameBytes = 128;

    /// <summary>Levels of objects and lists in one attribute.</summary>
    public const int Nesting = 32;

    /// <summary>UTF-8 bytes of a service's name.</summary>
    public const int ServiceBytes = 128;

    /// <summary>Records of one request.</summary>
    public const int RecordsPerRequest = 100_000;

    /// <summary>Oldest record that is taken.</summary>
    public static TimeSpan MaxAge { get; } = TimeSpan.FromDays(7);

    /// <summary>How far a sender's clock may be ahead.</summary>
    public static TimeSpan MaxAhead { get; } = TimeSpan.FromMinutes(10);
}
