using System.Security.Cryptography;
using System.Text.Json;

namespace Monitoring.Alerting.Rules;

/// <summary>Labels in canonical order, compared by content.</summary>
/// <remarks>
/// Written as a JSON object whose keys are in ordinal order, e.g. <c>{"cpu":"total","host":"a"}</c>; equal sets have equal text, whatever order they
/// came in.
/// </remarks>
internal sealed class LabelSet : IEquatable<LabelSet>
{
    private readonly SortedDictionary<string, string> _labels;

    public LabelSet(IEnumerable<KeyValuePair<string, string>> labels)
    {
        _labels = new(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            _labels[name] = value;
        }

        Json = JsonSerializer.Serialize(_labels);
    }

    public static LabelSet Empty { get; } = new([]);

    public IReadOnlyDictionary<string, string> Labels => _labels;

    public string Json { get; }

    /// <summary>SHA-256 of <see cref="Json"/> in hex: a key of fixed length, since labels may be long.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Json)));

    public static LabelSet Parse(string json) => new(JsonSerializer.Deserialize<Dictionary<string, string>>(json)!);

    /// <summary>This set with the labels of <paramref name="others"/> added; theirs win.</summary>
    public LabelSet With(params IEnumerable<KeyValuePair<string, string>> others) => new(_labels.Concat(others));

    /// <summary>Whether every label of this set is on <paramref name="labels"/> with the same value.</summary>
    public bool Matches(LabelSet labels) =>
        _labels.All(pair => labels._labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public bool Equals(LabelSet? other) => other is not null && Json == other.Json;

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Json;
}
