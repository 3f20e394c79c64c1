namespace Claude.Aot.Model;

/// <summary>Recognizes the format of a file by its first bytes. File names and extensions are not trusted.</summary>
internal static class MediaSignature
{
    private const string Pdf = "application/pdf";

    /// <summary>Gets the format of an image.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="path">The file that has the content, for the exception; null if there is no file.</param>
    /// <param name="parameter">The caller's parameter, for the exception.</param>
    /// <exception cref="ArgumentException">The API does not take the content as an image.</exception>
    public static ImageMediaType OfImage(ReadOnlySpan<byte> bytes, string? path, string parameter) => Recognize(bytes) switch
    {
        Pdf => throw Refuse($"{Subject(path)} is a PDF, not an image. Use DocumentBlock for PDFs.", parameter),
        { } image => image,
        null when bytes.IsEmpty => throw Refuse($"{Subject(path)} is empty.", parameter),
        null => throw Refuse($"{Subject(path)} is not an image in a format that the API takes: PNG, JPEG, GIF or WebP. Convert it to one of them.", parameter),
    };

    /// <summary>Verifies that the content is a PDF, which is the only binary document format that the API takes.</summary>
    /// <inheritdoc cref="OfImage"/>
    public static void VerifyPdf(ReadOnlySpan<byte> bytes, string? path, string parameter)
    {
        switch (Recognize(bytes))
        {
            case Pdf:
                return;
            case { } image:
                throw Refuse($"{Subject(path)} is an image ({image}), not a PDF. Use ImageBlock for images.", parameter);
            case null when bytes.IsEmpty:
                throw Refuse($"{Subject(path)} is empty.", parameter);
            default:
                throw Refuse(
                    $"{Subject(path)} is not a PDF, which is the only document format that the API takes as bytes. Use DocumentBlock.FromText for text.",
                    parameter);
        }
    }

    /// <summary>Verifies that the API can fetch an address.</summary>
    /// <exception cref="ArgumentNullException">The address is null.</exception>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address.</exception>
    public static string Verify(Uri uri, string parameter)
    {
        ArgumentNullException.ThrowIfNull(uri, parameter);
        return uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? uri.AbsoluteUri
            : throw Refuse($"'{uri}' is not an absolute http or https address, which the API could fetch. Use FromFile for a local file.", parameter);
    }

    private static string? Recognize(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "image/gif"
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp"
        : bytes.StartsWith("%PDF-"u8) ? Pdf
        : null;

    private static string Subject(string? path) => path is null ? "The content" : $"The file '{path}'";

    private static ArgumentException Refuse(string message, string parameter) => new(message, parameter);
}
