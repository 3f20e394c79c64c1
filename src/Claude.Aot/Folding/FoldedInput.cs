namespace Claude.Aot;

/// <summary>JSON that arrives in fragments: the input of a tool call, to the letter.</summary>
internal sealed class FoldedInput(byte[] name, RetiredArrays retired) : FoldedPieces(name, retired)
{
    /// <summary>Fragments replace what stood in the block's start; blank ones are no input at all, and leave it.</summary>
    public bool HasContent { get; private set; }

    public ToolInputState State => ToolInputClassifier.Classify(Bytes.Written);

    /// <summary>Only whole JSON can stand in a message's JSON; the bytes of anything else are in the owned block's <see cref="ToolInput"/>.</summary>
    public override bool ReplacesReceived => HasContent && State == ToolInputState.Valid;

    public override ByteRange Append(ReadOnlySpan<byte> content, bool escaped)
    {
        ByteRange added = base.Append(content, escaped);
        HasContent = HasContent || added.Of(Array).AsSpan().ContainsAnyExcept(" \t\r\n"u8);
        return added;
    }

    /// <summary>The input where the message's JSON cannot say it.</summary>
    public ToolInput? ToOwnedUnlessValid() => HasContent && !ReplacesReceived ? ToolInput.Parse(Bytes.Written) : null;

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);
}
