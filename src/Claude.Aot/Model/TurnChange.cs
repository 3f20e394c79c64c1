namespace Claude.Aot;

/// <summary>Why <see cref="Message.ToTurn"/> left a block of a message out of the model's turn, or changed it.</summary>
public enum TurnChangeKind
{
    /// <summary>A text block without any text, or with whitespace only, was left out. The API refuses it.</summary>
    BlankTextRemoved,

    /// <summary>A thinking block without a signature was left out. The API refuses it.</summary>
    UnsignedThinkingRemoved,

    /// <summary>A thinking block whose text had to be altered while it was read was left out: it no longer matches its signature.</summary>
    AlteredThinkingRemoved,

    /// <summary>A thinking block at the end of the turn was left out. The API refuses a turn that ends in thinking.</summary>
    FinalThinkingRemoved,

    /// <summary>A block that had not come whole was left out.</summary>
    IncompleteBlockRemoved,

    /// <summary>A tool call whose input had not come whole, or that had no id or no name, was left out. A result for it, if the next turn has one, is left out when the conversation is sent.</summary>
    IncompleteCallRemoved,

    /// <summary>A call of a server tool without its result was left out. The API refuses it, unless the model's turn was paused.</summary>
    CallWithoutResultRemoved,

    /// <summary>A tool call had no input; it goes back with the input <c>{}</c>.</summary>
    InputAdded,

    /// <summary>Half a surrogate pair in a tool call's input was replaced by U+FFFD. The API refuses it otherwise.</summary>
    SurrogateReplaced,

    /// <summary>Nothing was left of the message; a short text stands for it, because the API refuses a turn without content.</summary>
    PlaceholderAdded,
}

/// <summary>A change that <see cref="Message.ToTurn"/> made so that the API accepts the turn.</summary>
/// <param name="Position">The block's position in <see cref="Message.Content"/>, from 0; -1 for a change that concerns no block.</param>
/// <param name="Kind">What was changed, and why.</param>
public readonly record struct TurnChange(int Position, TurnChangeKind Kind);
