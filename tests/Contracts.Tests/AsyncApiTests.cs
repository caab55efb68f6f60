using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.ServiceDefaults.Messaging;

namespace Monitoring.Contracts.Tests;

/// <summary>The document that other languages are written against says exactly what the records say.</summary>
public sealed class AsyncApiTests
{
    private readonly AsyncApiDocument _document = AsyncApiDocument.Load();

    public static TheoryData<string> Kinds => [.. MessageKinds.All.Values.Order()];

    [Fact]
    public void Every_message_is_described_and_nothing_else() =>
        Assert.Equal(MessageKinds.All.Values.Order(StringComparer.Ordinal), _document.Messages.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_message_has_a_channel_of_its_name_and_one_operation_on_it()
    {
        var channels = _document.Channels.Select(channel => (
            Address: AsyncApiDocument.Text(channel["address"]),
            Message: AsyncApiDocument.Text(_document.Resolve(channel["messages"]!.AsObject().Single().Value)["name"]))).ToList();
        var operations = _document.Operations.Select(operation => (
            Address: AsyncApiDocument.Text(_document.Resolve(operation["channel"])["address"]),
            Action: AsyncApiDocument.Text(operation["action"]))).ToList();

        Assert.All(channels, channel => Assert.Equal(channel.Message, channel.Address));
        Assert.Equal(MessageKinds.All.Values.Order(StringComparer.Ordinal), channels.Select(channel => channel.Address).Order(StringComparer.Ordinal));
        Assert.Equal(
            MessageKinds.All.Values.Select(kind => (kind, kind.Contains(".record-", StringComparison.Ordinal) ? "receive" : "send")).Order(),
            operations.Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_fields_of_a_message_are_those_of_its_record(string kind) =>
        AssertDescribes(_document.Resolve(_document.Messages[kind]["payload"]), MessageKinds.Find(kind)!);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_example_of_a_message_is_its_snapshot(string kind)
    {
        var example = _document.Messages[kind]["examples"]!.AsArray().Single()!["payload"];

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Snapshots.Read(kind)), example), example!.ToJsonString());
    }

    private void AssertDescribes(JsonNode schema, Type record)
    {
        var properties = record.GetProperties();
        Assert.Equal(
            properties.Select(NameOf).Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            properties.Where(property => property.IsDefined(typeof(RequiredMemberAttribute))).Select(NameOf).Order(StringComparer.Ordinal),
            (schema["required"]?.AsArray() ?? []).Select(AsyncApiDocument.Text).Order(StringComparer.Ordinal));
        foreach (var property in properties)
        {
            AssertDescribesValue(schema["properties"]![NameOf(property)]!, property.PropertyType);
        }
    }

    private void AssertDescribesValue(JsonNode schema, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            Assert.Equal("array", AsyncApiDocument.Text(schema["type"]));
            AssertDescribesValue(_document.Resolve(schema["items"]), type.GetGenericArguments().Single());
        }
        else if (type.Assembly == typeof(MessageKindAttribute).Assembly)
        {
            AssertDescribes(schema, type);
        }
        else
        {
            Assert.Equal(ExpectedOf(type), (AsyncApiDocument.Text(schema["type"]), schema["format"]?.GetValue<string>()));
        }
    }

    private static (string Type, string? Format) ExpectedOf(Type type) => type switch
    {
        _ when type == typeof(string) => ("string", null),
        _ when type == typeof(Guid) => ("string", "uuid"),
        _ when type == typeof(DateTimeOffset) => ("string", "date-time"),
        _ when type == typeof(int) => ("integer", "int32"),
        _ when type == typeof(long) => ("integer", "int64"),
        _ when type == typeof(double) => ("number", "double"),
        _ when type == typeof(JsonElement) || type == typeof(IReadOnlyDictionary<string, string>) => ("object", null),
        _ => throw new ArgumentException($"Say here how {type} is described.", nameof(type)),
    };

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
