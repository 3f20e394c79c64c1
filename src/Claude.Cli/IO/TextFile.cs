using System.Text;
using System.Text.Unicode;

namespace Claude.Cli.IO;

/// <summary>Reads text in UTF-8.</summary>
internal static class TextFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <exception cref="InputException">The file cannot be read, is empty, or is not text in UTF-8.</exception>
    public static string Read(string path)
    {
        using Stream file = InputArgument.Open(path);
        using var bytes = new MemoryStream();
        try
        {
            file.CopyTo(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {e.Message}");
        }

        string text = Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) ?? throw new InputException($"{path} is not text in UTF-8");
        return string.IsNullOrWhiteSpace(text) ? throw new InputException($"{path} is empty") : text;
    }

    /// <summary>Converts bytes to text, without the mark at their start. Returns null if they are not text in UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
