using System.Buffers;
using System.Text;
using Claude.Aot.Buffers;

namespace Claude.Aot.Sse;

/// <summary>Replaces invalid bytes in UTF-8 text, as the decoder of the Encoding standard does.</summary>
internal static class Utf8Replacement
{
    private static ReadOnlySpan<byte> ReplacementCharacter => "\uFFFD"u8;

    /// <summary>Appends <paramref name="text"/>, with one U+FFFD for each maximal subpart of an ill-formed sequence.</summary>
    public static void Append(ReadOnlySpan<byte> text, PooledByteBuffer to)
    {
        int good = 0;
        int at = 0;
        while (at < text.Length)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out int consumed) != OperationStatus.Done)
            {
                to.Append(text[good..at]);
                to.Append(ReplacementCharacter);
                good = at + consumed;
            }

            at += consumed;
        }

        to.Append(text[good..]);
    }
}
