namespace Claude.Aot.Generators;

/// <summary>A place where <c>x-fold</c> is allowed, and the values that are valid there.</summary>
/// <param name="Kinds">The valid ways of folding.</param>
/// <param name="HasFrom">Whether a member of the property's object can fold instead of the property.</param>
/// <param name="Targets">The possible target objects. At least one of them must have the target member.</param>
/// <param name="TargetName">A description of those objects for diagnostics.</param>
internal sealed record FoldPlace(FoldKind[] Kinds, bool HasFrom, IReadOnlyList<ObjectDraft> Targets, string TargetName)
{
    private static readonly FoldKind[] s_all =
        [FoldKind.Append, FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.ReplaceIfNotEmpty, FoldKind.ListAppend, FoldKind.JsonAppend, FoldKind.Merge];

    private static readonly FoldKind[] s_ofMessages = [FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.Merge];
    private static readonly FoldKind[] s_ofBlocks = [FoldKind.Set, FoldKind.ReplaceIfPresent];

    /// <summary>Creates the place for members of a delta, which folds into its block.</summary>
    public static FoldPlace Delta(EventModel events) => new(s_all, HasFrom: false, events.Blocks?.Variants ?? [], "any block");

    /// <summary>Creates the place for members of a block, which folds into the message when it starts.</summary>
    public static FoldPlace Block(EventModel events) => new(s_ofBlocks, HasFrom: true, MessageOf(events), "the message");

    /// <summary>Creates the place for members of a message-delta event, which folds into the message.</summary>
    public static FoldPlace MessageDelta(EventModel events) => new(s_ofMessages, HasFrom: false, MessageOf(events), "the message");

    private static ObjectDraft[] MessageOf(EventModel events) => events.Message is { } message ? [message] : [];
}
