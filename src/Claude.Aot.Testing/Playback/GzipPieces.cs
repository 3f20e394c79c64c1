using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Testing;

/// <summary>Compresses a body so that each part can be decompressed as soon as it arrives.</summary>
internal static class GzipPieces
{
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> CompressAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, bool isWhole, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
        await foreach (ReadOnlyMemory<byte> piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            gzip.Write(piece.Span);
            gzip.Flush();
            yield return output.ToArray();
            output.SetLength(0);
        }

        if (isWhole)
        {
            gzip.Dispose();
            yield return output.ToArray();
        }
    }
}
