using Claude.Aot;
using Claude.Cli.IO;

namespace Claude.Cli.Attachments;

/// <summary>A file that is sent with a prompt. Images, PDFs and text are possible.</summary>
/// <param name="Block">The block of the request.</param>
/// <param name="Bytes">The size that the file has in the request.</param>
internal sealed record AttachedFile(ContentBlock Block, long Bytes)
{
    /// <summary>The maximum size of a request.</summary>
    public const int MaxRequestBytes = 32 * 1024 * 1024;

    // The API rejects larger images.
    private const int MaxImageBytes = 5 * 1024 * 1024;

    private const string Kinds = "a PNG, JPEG, GIF or WebP image, a PDF, or text in UTF-8";

    private static ReadOnlySpan<byte> PdfStart => "%PDF-"u8;

    /// <summary>Reads a file. Its content determines what it is, and its extension must not contradict the content.</summary>
    /// <exception cref="InputException">The file cannot be read, is too large, or is of another kind.</exception>
    public static async Task<AttachedFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] bytes = await ReadBytesAsync(path, cancellationToken);
        string title = Path.GetFileName(path);
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".PNG" or ".JPG" or ".JPEG" or ".GIF" or ".WEBP":
                return FromImage(path, bytes) ?? throw new InputException($"the name of '{path}' says that it is an image, but its content is not an image");
            case ".PDF":
                return FromPdf(bytes, title) ?? throw new InputException($"the name of '{path}' says that it is a PDF, but its content is not a PDF");
            default:
                return FromPdf(bytes, title) ?? FromText(bytes, title) ?? FromImage(path, bytes) ?? throw new InputException($"'{path}' is not {Kinds}");
        }
    }

    private static AttachedFile? FromPdf(byte[] bytes, string title) => bytes.AsSpan().StartsWith(PdfStart)
        ? new AttachedFile(new DocumentBlock { Source = DocumentBlock.FromBytes(bytes).Source, Title = title }, Base64Length(bytes))
        : null;

    private static AttachedFile? FromText(byte[] bytes, string title) => TextFile.Decode(bytes) is { } text
        ? new AttachedFile(new DocumentBlock { Source = DocumentBlock.FromText(text).Source, Title = title }, bytes.Length)
        : null;

    private static AttachedFile? FromImage(string path, byte[] bytes)
    {
        ImageBlock image;
        try
        {
            image = ImageBlock.FromBytes(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }

        return bytes.Length <= MaxImageBytes
            ? new AttachedFile(image, Base64Length(bytes))
            : throw new InputException($"the image '{path}' has {bytes.Length} bytes, but the API accepts images of up to {MaxImageBytes} bytes");
    }

    private static long Base64Length(byte[] bytes) => (bytes.LongLength + 2) / 3 * 4;

    private static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        await using Stream file = InputArgument.Open(path);
        using var content = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await file.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxRequestBytes)
                {
                    throw new InputException($"'{path}' is larger than {MaxRequestBytes} bytes, which is the maximum size of a request");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"'{path}' cannot be read: {e.Message}");
        }

        return content.Length > 0 ? content.ToArray() : throw new InputException($"'{path}' is empty");
    }
}
