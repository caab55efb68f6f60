namespace Monitoring.Contracts;

/// <summary>The stable name of a message on the wire, e.g. <c>task-generation.run-finished.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MessageKindAttribute(string kind) : Attribute
{
    /// <summary><c>owner.event.version</c>, lower case with hyphens.</summary>
    public string Kind { get; } = kind;
}
