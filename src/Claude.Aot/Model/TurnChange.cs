namespace Claude.Aot;

/// <summary>The reason why <see cref="Message.ToTurn"/> removed or changed a block of a message.</summary>
public enum TurnChangeKind
{
    /// <summary>A text block that was empty or only whitespace was removed. The API rejects it.</summary>
    BlankTextRemoved,

    /// <summary>A thinking block without a signature was removed. The API rejects it.</summary>
    UnsignedThinkingRemoved,

    /// <summary>A thinking block whose text was altered during decoding was removed, because it no longer matches its signature.</summary>
    AlteredThinkingRemoved,

    /// <summary>A thinking block at the end of the turn was removed. The API rejects a turn that ends in thinking.</summary>
    FinalThinkingRemoved,

    /// <summary>An incomplete block was removed.</summary>
    IncompleteBlockRemoved,

    /// <summary>
    /// A tool call with incomplete input, without an id or without a name was removed. If the next turn has a result for it, that result is removed when the
    /// conversation is sent.
    /// </summary>
    IncompleteCallRemoved,

    /// <summary>A call of a server tool without its result was removed. The API rejects it, unless the model's turn was paused.</summary>
    CallWithoutResultRemoved,

    /// <summary>A tool call had no input; it is sent with the input <c>{}</c>.</summary>
    InputAdded,

    /// <summary>An unpaired surrogate in a tool call's input was replaced by U+FFFD. The API would reject it.</summary>
    SurrogateReplaced,

    /// <summary>No block of the message remained. A short text replaces the content, because the API rejects a turn without content.</summary>
    PlaceholderAdded,
}

/// <summary>A change that <see cref="Message.ToTurn"/> made so that the API accepts the turn.</summary>
/// <param name="Position">The zero-based position of the block in <see cref="Message.Content"/>, or -1 if the change concerns no block.</param>
/// <param name="Kind">The kind of the change, and its reason.</param>
/// <example>
/// <code>
/// InputMessage turn = message;
/// foreach (TurnChange change in turn.Changes)
///     Console.WriteLine($"Block {change.Position}: {change.Kind}");
/// </code>
/// </example>
public readonly record struct TurnChange(int Position, TurnChangeKind Kind);
