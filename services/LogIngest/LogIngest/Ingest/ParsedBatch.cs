using Monitoring.LogIngest.Records;

namespace Monitoring.LogIngest.Ingest;

/// <summary>What one request holds: the rows that are taken, in order, and the records that are refused; together they are all that was sent.</summary>
internal sealed class ParsedBatch
{
    private readonly List<int> _indexes = [];

    /// <summary>Records that are taken.</summary>
    public List<LogRow> Rows { get; } = [];

    /// <summary>Records that are refused, by their place in the request.</summary>
    public List<Rejection> Rejections { get; } = [];

    /// <summary>Records that were sent.</summary>
    public int Count => Rows.Count + Rejections.Count;

    /// <summary>Adds the next record: a row, or the reason why it is none.</summary>
    public void Add(LogRow? row, string? refusal)
    {
        if (row is null)
        {
            Rejections.Add(new(Count, refusal!));
            return;
        }

        _indexes.Add(Count);
        Rows.Add(row);
    }

    /// <summary>Refuses rows after all.</summary>
    public void Refuse(Func<LogRow, bool> isRefused, string reason)
    {
        for (var i = Rows.Count - 1; i >= 0; i--)
        {
            if (isRefused(Rows[i]))
            {
                Rejections.Add(new(_indexes[i], reason));
                Rows.RemoveAt(i);
                _indexes.RemoveAt(i);
            }
        }

        Rejections.Sort(static (left, right) => left.Index.CompareTo(right.Index));
    }
}
