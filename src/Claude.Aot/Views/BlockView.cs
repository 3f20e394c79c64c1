using Claude.Aot.Buffers;
using Claude.Aot.Folding;

namespace Claude.Aot;

/// <content>The half that knows the fold.</content>
public readonly partial struct BlockView
{
    /// <summary>Whether the block came whole: its stop was seen, or the message's.</summary>
    public bool IsComplete => !_source.IsEmpty && _source.Folded is not FoldedBlock { IsComplete: false };

    /// <summary>A copy of the block as it stands, which can be kept.</summary>
    /// <exception cref="InvalidOperationException">Another event was read since, or there is no block.</exception>
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
