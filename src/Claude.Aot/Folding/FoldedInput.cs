using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>JSON that arrives in fragments: the input of a tool call, stored exactly as received.</summary>
internal sealed class FoldedInput(byte[] name, FoldMemory memory) : FoldedPieces(name, memory)
{
    private IncrementalJsonValidator _validator;

    // The number of bytes that _validator has read. It reads each byte once, and only on demand.
    private int _followed;
    private bool _hasContent;

    /// <summary>
    /// Gets whether there are fragments with content. They replace the value from the block's start. Fragments that contain only whitespace are not an input
    /// and leave that value in place.
    /// </summary>
    public bool HasContent
    {
        get
        {
            Follow();
            return _hasContent;
        }
    }

    public ToolInputState State
    {
        get
        {
            Follow();
            return _validator.State;
        }
    }

    /// <summary>
    /// Gets whether the input is written to the message's JSON, which can contain only whole JSON. The owned block's <see cref="ToolInput"/> has the bytes of
    /// any other input.
    /// </summary>
    public override bool ReplacesReceived => HasContent && State == ToolInputState.Valid;

    private bool IsTrimmed => Bytes.Written.Trim(JsonBytes.Whitespace).Length == Bytes.Length;

    /// <summary>
    /// Returns the input if the message's JSON cannot represent its exact bytes, because it is not whole JSON or has whitespace around it. Otherwise returns
    /// null.
    /// </summary>
    public ToolInput? ToOwnedUnlessInJson() => HasContent && !(ReplacesReceived && IsTrimmed) ? ToolInput.Parse(Bytes.Written) : null;

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);

    /// <summary>Appends the input so far, completed to valid JSON.</summary>
    public void WriteCompleted(PooledByteBuffer output)
    {
        Follow();
        _validator.Complete(Bytes.Written, output);
    }

    private void Follow()
    {
        ReadOnlySpan<byte> added = Bytes.Written[_followed..];
        if (!added.IsEmpty)
        {
            _followed += added.Length;
            _validator.Feed(added);
            _hasContent = _hasContent || added.ContainsAnyExcept(JsonBytes.Whitespace);
        }
    }
}
