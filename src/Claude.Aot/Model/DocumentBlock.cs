using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members: factory methods.</content>
public sealed partial class DocumentBlock
{
    /// <summary>Reads a PDF file, to be sent along with the request.</summary>
    /// <param name="path">The path of the file. The format is recognized by the file's first bytes.</param>
    /// <exception cref="ArgumentException">The file is empty or not a PDF. The message contains the path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static DocumentBlock FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(File.ReadAllBytes(path), path, nameof(path));
    }

    /// <summary>Creates a block from the bytes of a PDF, to be sent along with the request.</summary>
    /// <exception cref="ArgumentException">There are no bytes, or they are not a PDF.</exception>
    public static DocumentBlock FromBytes(ReadOnlySpan<byte> bytes) => Create(bytes, path: null, nameof(bytes));

    /// <summary>Creates a block of a PDF that the API fetches.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="uri"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="uri"/> is not an absolute http or https address.</exception>
    public static DocumentBlock FromUri(Uri uri) => new() { Source = new UrlPdfSource { Url = MediaSignature.Verify(uri, nameof(uri)) } };

    /// <summary>Creates a block of plain text, which the model can cite like a document.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty.</exception>
    public static DocumentBlock FromText(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        return new DocumentBlock { Source = new PlainTextSource { Data = text } };
    }

    /// <summary>Creates a block of a document that was uploaded with the Files API.</summary>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is null or empty.</exception>
    public static DocumentBlock FromFileId(string fileId)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileId);
        return new DocumentBlock { Source = new FileDocumentSource { FileId = fileId } };
    }

    private static DocumentBlock Create(ReadOnlySpan<byte> bytes, string? path, string parameter)
    {
        MediaSignature.VerifyPdf(bytes, path, parameter);
        return new DocumentBlock { Source = new Base64PdfSource { Data = Convert.ToBase64String(bytes) } };
    }
}
