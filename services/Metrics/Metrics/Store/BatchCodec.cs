using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Monitoring.Metrics.Store;

/// <summary>Takes one decoded sample.</summary>
internal delegate void SampleSink(int seriesId, long timestampMs, double value);

/// <summary>Writes and reads the body of a log row: the samples of one commit group as three columns, zlib around them. Pure.</summary>
/// <remarks>
/// Format 1: series ids, each as the zigzag varint of its difference to the one before (first to 0); times in milliseconds likewise; values
/// as little-endian doubles. The number of samples stands in the row. zlib carries a checksum, so a damaged body does not decode.
/// </remarks>
internal static class BatchCodec
{
    public const short Format = 1;

    private const int MaxSampleBytes = 5 + 10 + sizeof(double);

    public static byte[] Encode(IReadOnlyList<Sample> samples)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(samples.Count * MaxSampleBytes);
        try
        {
            using var compressed = new MemoryStream();
            using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(buffer, 0, WriteColumns(samples, buffer));
            }

            return compressed.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="InvalidDataException">The body is damaged or of a format this release does not know.</exception>
    public static void Decode(short format, int count, byte[] body, SampleSink sink)
    {
        if (format != Format)
        {
            throw new InvalidDataException($"Log rows of format {format} are not known to this release.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(count * MaxSampleBytes);
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(body), CompressionMode.Decompress);
            ReadColumns(buffer.AsSpan(0, zlib.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)), count, sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int WriteColumns(IReadOnlyList<Sample> samples, Span<byte> buffer)
    {
        var position = 0;
        var previous = 0L;
        foreach (var sample in samples)
        {
            position += WriteVarint(buffer[position..], sample.Series.Id - previous);
            previous = sample.Series.Id;
        }

        previous = 0;
        foreach (var sample in samples)
        {
            position += WriteVarint(buffer[position..], sample.TimestampMs - previous);
            previous = sample.TimestampMs;
        }

        foreach (var sample in samples)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(buffer[position..], sample.Value);
            position += sizeof(double);
        }

        return position;
    }

    private static void ReadColumns(ReadOnlySpan<byte> bytes, int count, SampleSink sink)
    {
        var values = bytes.Length - (count * sizeof(double));
        var times = SkipVarints(bytes, count);
        var ids = 0;
        var seriesId = 0L;
        var timestampMs = 0L;
        for (var i = 0; i < count; i++)
        {
            seriesId += ReadVarint(bytes, ref ids);
            timestampMs += ReadVarint(bytes, ref times);
            sink((int)seriesId, timestampMs, BinaryPrimitives.ReadDoubleLittleEndian(bytes[(values + (i * sizeof(double)))..]));
        }

        if (times != values)
        {
            throw new InvalidDataException("A log row does not hold the number of samples it claims.");
        }
    }

    private static int WriteVarint(Span<byte> buffer, long value)
    {
        var rest = (ulong)((value << 1) ^ (value >> 63));
        var length = 0;
        while (rest >= 0x80)
        {
            buffer[length++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        buffer[length++] = (byte)rest;
        return length;
    }

    private static long ReadVarint(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0UL;
        var shift = 0;
        byte part;
        do
        {
            part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            shift += 7;
        }
        while (part >= 0x80);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private static int SkipVarints(ReadOnlySpan<byte> bytes, int count)
    {
        var position = 0;
        for (var skipped = 0; skipped < count; position++)
        {
            skipped += bytes[position] < 0x80 ? 1 : 0;
        }

        return position;
    }
}
