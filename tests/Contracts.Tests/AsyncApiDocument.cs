using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Monitoring.Contracts.Tests;

/// <summary>contracts/asyncapi.yaml as JSON nodes, with its references followed.</summary>
internal sealed class AsyncApiDocument
{
    private readonly JsonNode _root;

    private AsyncApiDocument(JsonNode root) => _root = root;

    /// <summary>Message definitions, by the name that is on the wire.</summary>
    public IReadOnlyDictionary<string, JsonNode> Messages => Section("components/messages").ToDictionary(message => Text(message["name"]));

    public IEnumerable<JsonNode> Channels => Section("channels");

    public IEnumerable<JsonNode> Operations => Section("operations");

    public static AsyncApiDocument Load()
    {
        using var reader = File.OpenText(Path.Combine(AppContext.BaseDirectory, "asyncapi.yaml"));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new(Convert(yaml.Documents.Single().RootNode)!);
    }

    public static string Text(JsonNode? node) => node!.GetValue<string>();

    /// <summary>The node itself, or the one it refers to by <c>$ref: '#/…'</c>.</summary>
    public JsonNode Resolve(JsonNode? node) => node?["$ref"] is { } reference
        ? Find(Text(reference).TrimStart('#', '/'))
        : node ?? throw new InvalidOperationException("The document lacks a node.");

    private IEnumerable<JsonNode> Section(string path) => Find(path).AsObject().Select(entry => entry.Value!);

    private JsonNode Find(string path) => path.Split('/').Aggregate(
        _root, (node, name) => node[name] ?? throw new InvalidOperationException($"The document has no {path}."));

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => ConvertPlain(plain.Value!),
        YamlScalarNode quoted => JsonValue.Create(quoted.Value),
        _ => throw new InvalidOperationException($"{node.NodeType} is not used in this document."),
    };

    // YAML 1.2 reads what looks like a JSON value as one, and the rest as text.
    private static JsonNode? ConvertPlain(string value)
    {
        try
        {
            return JsonNode.Parse(value);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(value);
        }
    }
}
