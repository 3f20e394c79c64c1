using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>Writes strings of any length. <see cref="Utf8JsonWriter"/> alone would ask for three bytes per character of the whole string at once.</summary>
internal static class WireText
{
    // A piece asks for 12 KB, which is little compared to the chunks of a long request.
    private const int LongestPiece = 4096;

    /// <summary>Writes a member whose value is a string, or null.</summary>
    public static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8Name, string? value)
    {
        if (value is null || value.Length <= LongestPiece)
        {
            writer.WriteString(utf8Name, value);
            return;
        }

        writer.WritePropertyName(utf8Name);
        WritePieces(writer, value);
    }

    /// <summary>Writes a string, or null.</summary>
    public static void WriteValue(Utf8JsonWriter writer, string? value)
    {
        if (value is null || value.Length <= LongestPiece)
        {
            writer.WriteStringValue(value);
            return;
        }

        WritePieces(writer, value);
    }

    private static void WritePieces(Utf8JsonWriter writer, ReadOnlySpan<char> rest)
    {
        while (rest.Length > LongestPiece)
        {
            // A surrogate pair stays in one piece.
            int length = char.IsHighSurrogate(rest[LongestPiece - 1]) ? LongestPiece - 1 : LongestPiece;
            writer.WriteStringValueSegment(rest[..length], isFinalSegment: false);
            rest = rest[length..];
        }

        writer.WriteStringValueSegment(rest, isFinalSegment: true);
    }
}
