using Claude.Aot.Buffers;
using Claude.Aot.Folding;

namespace Claude.Aot;

/// <content>Hand-written members that read the fold.</content>
/// <example>
/// <code>
/// await foreach (StreamEvent e in stream)
/// {
///     if (e.Type == StreamEventType.ContentBlockStart &amp;&amp; e.ContentBlock.Type == ContentBlockType.ToolUse)
///         Console.WriteLine($"The model calls {e.ContentBlock.Name}.");
/// }
/// </code>
/// </example>
public readonly partial struct BlockView
{
    /// <summary>Gets a value that indicates whether the block is complete: its stop was received, or the message's stop.</summary>
    public bool IsComplete => !_source.IsEmpty && _source.Folded is not FoldedBlock { IsComplete: false };

    /// <summary>Returns the kind of the block, and the id and the name of a tool call; empty if there is no block. It never contains any content.</summary>
    public override string ToString() => Id.IsEmpty ? TypeName.ToString() : $"{TypeName} {Id} {Name}".TrimEnd();

    /// <summary>Creates a copy of the block so far, which stays valid.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read, or there is no block.</exception>
    public ContentBlock ToOwned()
    {
        using ViewScope.Section section = _source.Enter();
        if (_source.IsEmpty)
        {
            throw new InvalidOperationException("There is no block here.");
        }

        ContentBlock owned = ContentBlock.Create(_source.ToRawJson());
        owned.IsComplete = IsComplete;
        owned.StreamedInput = _source.Folded?.FindInput()?.ToOwnedUnlessInJson();
        return owned;
    }
}
