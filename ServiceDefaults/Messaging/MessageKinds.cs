using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Contracts;

namespace Monitoring.ServiceDefaults.Messaging;

/// <summary>The allow-list of messages: stable alias on the wire and in the outbox ↔ contract record.</summary>
/// <remarks>Aliases, never CLR names, are stored, so that a row written by one release is read by the next.</remarks>
public static class MessageKinds
{
    /// <summary>How message bodies are written: camelCase, nulls left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
    };

    private static readonly Dictionary<Type, string> _kinds = typeof(MessageKindAttribute).Assembly.GetExportedTypes()
        .Where(type => type.IsDefined(typeof(MessageKindAttribute)))
        .ToDictionary(type => type, type => type.GetCustomAttribute<MessageKindAttribute>()!.Kind);

    private static readonly Dictionary<string, Type> _types = _kinds.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every message type with its alias.</summary>
    public static IReadOnlyDictionary<Type, string> All => _kinds;

    /// <summary>The alias of a contract record.</summary>
    /// <exception cref="ArgumentException">The type is not a message of the contracts.</exception>
    public static string Of(Type type) =>
        _kinds.TryGetValue(type, out var kind) ? kind : throw new ArgumentException($"{type} carries no MessageKind.", nameof(type));

    /// <summary>The record behind an alias, or null when this release does not know it.</summary>
    public static Type? Find(string kind) => _types.GetValueOrDefault(kind);
}
