using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>A string that deltas append to.</summary>
internal sealed class FoldedText(byte[] name, FoldMemory memory) : FoldedPieces(name, memory)
{
    public override bool IsJson => false;

    public override void WriteValue(PooledByteBuffer output)
    {
        output.Append("\""u8);
        JsonEscaper.Escape(Bytes.Written, output);
        output.Append(HasPendingHighSurrogate ? "\uFFFD\""u8 : "\""u8);
    }
}
