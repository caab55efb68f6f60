namespace Monitoring.Acceptance.Crashes;

/// <summary>Compares what a client was told with what is stored.</summary>
internal sealed record Verdict(
    int Sent, int Ok, int Fail, int Unknown, int Stored, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Unwanted)
{
    /// <param name="answers">What the client was told of each item.</param>
    /// <param name="stored">The items found afterwards, each as often as it was found.</param>
    public static Verdict Of(IReadOnlyDictionary<string, Answer> answers, IReadOnlyCollection<string> stored)
    {
        var distinct = stored.ToHashSet();
        return new(
            answers.Count,
            Count(Answer.Ok),
            Count(Answer.Fail),
            Count(Answer.Unknown),
            stored.Count,
            Lost: [.. Keys(Answer.Ok).Where(key => !distinct.Contains(key))],
            Doubled: [.. stored.GroupBy(key => key).Where(group => group.Count() > 1).Select(group => group.Key)],
            Unwanted: [.. distinct.Except(Keys(Answer.Ok)).Except(Keys(Answer.Unknown))]);

        IEnumerable<string> Keys(Answer answer) => answers.Where(pair => pair.Value == answer).Select(pair => pair.Key);
        int Count(Answer answer) => answers.Values.Count(value => value == answer);
    }

    /// <summary>Fails unless everything accepted is there once, and enough was accepted for that to mean anything.</summary>
    public void AssertHolds(string what)
    {
        Assert.True(Ok * 5 >= Sent * 4 && Ok > 0, $"{what}: invalid, too little was accepted before the crash. {this}");
        Assert.True(Lost.Count + Doubled.Count + Unwanted.Count == 0, $"{what}: {this} lost={Join(Lost)} doubled={Join(Doubled)} unwanted={Join(Unwanted)}");
    }

    /// <inheritdoc />
    public override string ToString() =>
        $"sent={Sent} ok={Ok} fail={Fail} unknown={Unknown} stored={Stored} LOST={Lost.Count} DUP={Doubled.Count}";

    private static string Join(IReadOnlyList<string> keys) => string.Join(',', keys.Take(5));
}
