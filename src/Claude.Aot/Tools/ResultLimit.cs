using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Claude.Aot.Tools;

/// <summary>Limits the size of a result, and removes empty text, which the API rejects.</summary>
internal static class ResultLimit
{
    /// <summary>Returns the content that is sent; null if there is none.</summary>
    /// <param name="content">The content that the tool returned.</param>
    /// <param name="maxBytes">The maximum number of bytes, or null.</param>
    public static BlockContent? Apply(BlockContent? content, int? maxBytes)
    {
        if (content is null)
        {
            return null;
        }

        if (content.Text is { } text)
        {
            int size = Encoding.UTF8.GetByteCount(text);
            return size > maxBytes ? Cut(text, maxBytes.Value) + TextNote(size, maxBytes.Value) : content;
        }

        IReadOnlyList<ContentBlock> blocks = content.Blocks ?? [];
        if (maxBytes is null)
        {
            return blocks.Any(IsEmpty) ? ToContent([.. blocks.Where(block => !IsEmpty(block))]) : ToContent(blocks, content);
        }

        List<ContentBlock> kept = [];
        int left = maxBytes.Value;
        foreach (ContentBlock block in blocks.Where(block => !IsEmpty(block)))
        {
            int size = SizeOf(block);
            if (size <= left)
            {
                kept.Add(block);
                left -= size;
            }
            else if (block is TextBlock longText && left > 0)
            {
                kept.Add(new TextBlock(Cut(longText.Text, left) + TextNote(size, left)));
                left = 0;
            }
            else
            {
                kept.Add(new TextBlock(BlockNote(block, size)));
            }
        }

        return ToContent(kept);
    }

    private static BlockContent? ToContent(IReadOnlyList<ContentBlock> blocks, BlockContent? unchanged = null) =>
        blocks.Count == 0 ? null : unchanged ?? new BlockContent(blocks);

    private static bool IsEmpty(ContentBlock block) => block is TextBlock text && string.IsNullOrWhiteSpace(text.Text);

    private static int SizeOf(ContentBlock block) => block is TextBlock text ? Encoding.UTF8.GetByteCount(text.Text) : block.ToRawJson().Memory.Length;

    private static string TextNote(int size, int shown) =>
        string.Create(CultureInfo.InvariantCulture, $"\n[The result was cut. It has {size} bytes; these are the first {shown}.]");

    private static string BlockNote(ContentBlock block, int size) =>
        string.Create(CultureInfo.InvariantCulture, $"[A block of type {block.TypeName} with {size} bytes was left out, because the result is too long.]");

    /// <summary>Returns the longest start of a text that has at most that many bytes and does not end within a character.</summary>
    private static string Cut(string text, int maxBytes)
    {
        byte[] bytes = new byte[maxBytes];
        Utf8.FromUtf16(text, bytes, out int read, out _);
        return text[..read];
    }
}
