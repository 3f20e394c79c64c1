namespace Claude.Aot.Generators;

/// <summary>Where an <c>x-fold</c> stands, and what it may say there.</summary>
/// <param name="Kinds">The ways of folding.</param>
/// <param name="HasFrom">Whether a member of the property's object may fold in its place.</param>
/// <param name="Targets">The objects of which one has the member into which it folds.</param>
/// <param name="TargetName">Those objects, in words.</param>
internal sealed record FoldPlace(FoldKind[] Kinds, bool HasFrom, IReadOnlyList<ObjectDraft> Targets, string TargetName)
{
    private static readonly FoldKind[] s_all =
        [FoldKind.Append, FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.ReplaceIfNotEmpty, FoldKind.ListAppend, FoldKind.JsonAppend, FoldKind.Merge];

    private static readonly FoldKind[] s_ofMessages = [FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.Merge];
    private static readonly FoldKind[] s_ofBlocks = [FoldKind.Set, FoldKind.ReplaceIfPresent];

    /// <summary>Deltas fold into their block.</summary>
    public static FoldPlace Delta(EventModel events) => new(s_all, HasFrom: false, events.Blocks?.Variants ?? [], "any block");

    /// <summary>The start of a block folds into the message.</summary>
    public static FoldPlace Block(EventModel events) => new(s_ofBlocks, HasFrom: true, MessageOf(events), "the message");

    /// <summary>A change of the message folds into the message.</summary>
    public static FoldPlace MessageDelta(EventModel events) => new(s_ofMessages, HasFrom: false, MessageOf(events), "the message");

    private static ObjectDraft[] MessageOf(EventModel events) => events.Message is { } message ? [message] : [];
}
