using System.Text.Json;
using Monitoring.ServiceDefaults.Messaging;

namespace Monitoring.Contracts.Tests;

/// <summary>What is on the wire changes only together with a file that a reviewer sees.</summary>
public sealed class WireFormatTests
{
    private static readonly JsonSerializerOptions _indented = new(MessageKinds.Json) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> Kinds => [.. MessageKinds.All.Values.Order()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_message_is_written_as_its_snapshot_shows(string kind)
    {
        var sample = Sample(kind);

        var json = JsonSerializer.Serialize(sample, sample.GetType(), _indented) + "\n";

        Assert.Equal(Snapshots.Read(kind), json);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_snapshot_is_read_without_loss(string kind)
    {
        var type = MessageKinds.Find(kind)!;

        var message = JsonSerializer.Deserialize(Snapshots.Read(kind), type, MessageKinds.Json);

        Assert.Equal(Snapshots.Read(kind), JsonSerializer.Serialize(message, type, _indented) + "\n");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_field_that_this_release_does_not_know_is_passed_over(string kind)
    {
        var extended = $"{{ \"addedLater\": {{}},{Snapshots.Read(kind)[1..]}";

        Assert.NotNull(JsonSerializer.Deserialize(extended, MessageKinds.Find(kind)!, MessageKinds.Json));
    }

    [Fact]
    public void Every_field_of_every_message_is_set_in_its_sample() => Assert.All(SampleMessages.All, sample =>
        Assert.All(sample.GetType().GetProperties(), property => Assert.NotNull(property.GetValue(sample))));

    [Fact]
    public void A_snapshot_without_a_message_is_a_message_that_was_removed() => Assert.Equal(
        MessageKinds.All.Values.Order(StringComparer.Ordinal),
        Snapshots.Kinds.Order(StringComparer.Ordinal));

    private static object Sample(string kind) => SampleMessages.All.Single(sample => MessageKinds.Of(sample.GetType()) == kind);
}
