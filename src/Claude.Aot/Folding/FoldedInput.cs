namespace Claude.Aot;

/// <summary>JSON that arrives in fragments: the input of a tool call, to the letter.</summary>
internal sealed class FoldedInput(byte[] name, RetiredArrays retired) : FoldedPieces(name, retired)
{
    private JsonProgress _progress;

    /// <summary>Fragments replace what stood in the block's start; blank ones are no input at all, and leave it.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Known at any moment: each fragment is looked at once, when it comes.</summary>
    public ToolInputState State => _progress.State;

    /// <summary>Only whole JSON can stand in a message's JSON; the bytes of anything else are in the owned block's <see cref="ToolInput"/>.</summary>
    public override bool ReplacesReceived => HasContent && State == ToolInputState.Valid;

    private bool IsTrimmed => Bytes.Written.Trim(" \t\r\n"u8).Length == Bytes.Length;

    public override ByteRange Append(ReadOnlySpan<byte> content, bool escaped)
    {
        ByteRange added = base.Append(content, escaped);
        _progress.Feed(added.Of(Array));
        HasContent = HasContent || added.Of(Array).AsSpan().ContainsAnyExcept(" \t\r\n"u8);
        return added;
    }

    /// <summary>The input where the message's JSON cannot say it to the letter: it is no whole JSON, or blanks stand around it.</summary>
    public ToolInput? ToOwnedUnlessInJson() => HasContent && !(ReplacesReceived && IsTrimmed) ? ToolInput.Parse(Bytes.Written) : null;

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);
}
