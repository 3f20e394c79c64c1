using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>JSON that arrives in fragments: the input of a tool call, to the letter.</summary>
internal sealed class FoldedInput(byte[] name, FoldMemory memory) : FoldedPieces(name, memory)
{
    private JsonProgress _progress;

    // What of the fragments has been looked at: each byte is looked at once, when somebody asks.
    private int _followed;
    private bool _hasContent;

    /// <summary>Fragments replace what stood in the block's start; blank ones are no input at all, and leave it.</summary>
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
            return _progress.State;
        }
    }

    /// <summary>Only whole JSON can stand in a message's JSON; the bytes of anything else are in the owned block's <see cref="ToolInput"/>.</summary>
    public override bool ReplacesReceived => HasContent && State == ToolInputState.Valid;

    private bool IsTrimmed => Bytes.Written.Trim(" \t\r\n"u8).Length == Bytes.Length;

    /// <summary>The input where the message's JSON cannot say it to the letter: it is no whole JSON, or blanks stand around it.</summary>
    public ToolInput? ToOwnedUnlessInJson() => HasContent && !(ReplacesReceived && IsTrimmed) ? ToolInput.Parse(Bytes.Written) : null;

    public override void WriteValue(PooledByteBuffer output) => output.Append(Bytes.Written);

    /// <summary>Appends what there is of the input as JSON: what is open is closed.</summary>
    public void WriteCompleted(PooledByteBuffer output)
    {
        Follow();
        _progress.Complete(Bytes.Written, output);
    }

    private void Follow()
    {
        ReadOnlySpan<byte> added = Bytes.Written[_followed..];
        if (!added.IsEmpty)
        {
            _followed += added.Length;
            _progress.Feed(added);
            _hasContent = _hasContent || added.ContainsAnyExcept(" \t\r\n"u8);
        }
    }
}
