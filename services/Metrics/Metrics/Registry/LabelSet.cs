using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Metrics.Registry;

/// <summary>Labels in canonical form: sorted by name in ordinal order, each name once, none empty. Immutable.</summary>
/// <remarks>
/// Two sets with the same content are equal. U+0000, which Postgres text refuses, is kept as U+2400. Example:
/// <c>device=vda, direction=read</c>.
/// </remarks>
[SuppressMessage("Naming", "CA1710", Justification = "It is a set of labels, not a collection type for others to fill.")]
internal sealed class LabelSet : IEquatable<LabelSet>
{
    private readonly KeyValuePair<string, string>[] _pairs;
    private readonly int _hashCode;

    private LabelSet(KeyValuePair<string, string>[] pairs)
    {
        _pairs = pairs;
        var hash = new HashCode();
        foreach (var (name, value) in pairs)
        {
            hash.Add(name);
            hash.Add(value);
        }

        _hashCode = hash.ToHashCode();
    }

    public static LabelSet Empty { get; } = new([]);

    public IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The value of a label; empty where the set lacks it.</summary>
    public string this[string name]
    {
        get
        {
            foreach (var pair in _pairs)
            {
                if (pair.Key == name)
                {
                    return pair.Value;
                }
            }

            return "";
        }
    }

    /// <summary>Brings labels into canonical form; of a name that occurs twice the last value stays.</summary>
    public static LabelSet Of(params IEnumerable<KeyValuePair<string, string>> labels)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
        {
            sorted[WithoutNul(name)] = WithoutNul(value);
        }

        return new([.. sorted.Where(pair => pair.Value.Length > 0)]);
    }

    /// <inheritdoc cref="Of(IEnumerable{KeyValuePair{string, string}})" />
    public static LabelSet Of(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var pairs = new KeyValuePair<string, string>[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            pairs[i] = new(labels[i].Name, labels[i].Value);
        }

        return Of((IEnumerable<KeyValuePair<string, string>>)pairs);
    }

    /// <summary>Only the labels named; what the set lacks is left out.</summary>
    public LabelSet Only(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? Empty : new([.. _pairs.Where(pair => names.Contains(pair.Key))]);

    /// <summary>This set with one label more or another value of it.</summary>
    public LabelSet With(string name, string value) => Of(_pairs.Append(new(name, value)));

    public Dictionary<string, string> ToDictionary() => new(_pairs, StringComparer.Ordinal);

    /// <summary>
    /// Identity of the series of a metric across processes: the first 16 bytes of SHA-256 over the metric's name and the pairs, each text
    /// with its UTF-8 length in front, so that no two series share their bytes.
    /// </summary>
    public byte[] SeriesHash(string metric)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(sha256, metric);
        foreach (var (name, value) in _pairs)
        {
            Append(sha256, name);
            Append(sha256, value);
        }

        return sha256.GetHashAndReset()[..16];
    }

    public bool Equals(LabelSet? other) =>
        other is not null && _hashCode == other._hashCode && _pairs.AsSpan().SequenceEqual(other._pairs);

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => _hashCode;

    public override string ToString() => string.Join(", ", _pairs.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string WithoutNul(string text) => text.Replace('\0', '\u2400');

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
