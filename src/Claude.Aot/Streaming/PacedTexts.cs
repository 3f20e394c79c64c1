using System.Text;

namespace Claude.Aot.Streaming;

/// <summary>The paced pieces as strings.</summary>
internal sealed class PacedStrings(MessageStream stream, TextPacing pacing, CancellationToken cancellationToken)
    : PacedPieces<string>(stream, pacing, cancellationToken)
{
    protected override string Empty => "";

    protected override string Create(ReadOnlySpan<char> piece) => new(piece);
}

/// <summary>The paced pieces as UTF-8, in one buffer that is used again for each piece.</summary>
internal sealed class PacedUtf8(MessageStream stream, TextPacing pacing, CancellationToken cancellationToken)
    : PacedPieces<ReadOnlyMemory<byte>>(stream, pacing, cancellationToken)
{
    private byte[] _utf8 = [];

    protected override ReadOnlyMemory<byte> Empty => default;

    protected override ReadOnlyMemory<byte> Create(ReadOnlySpan<char> piece)
    {
        int most = Encoding.UTF8.GetMaxByteCount(piece.Length);
        if (most > _utf8.Length)
        {
            _utf8 = new byte[Math.Max(most, 2 * _utf8.Length)];
        }

        return _utf8.AsMemory(0, Encoding.UTF8.GetBytes(piece, _utf8));
    }
}
