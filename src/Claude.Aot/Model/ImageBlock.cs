using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members: factory methods.</content>
public sealed partial class ImageBlock
{
    /// <summary>Reads an image file, to be sent along with the request.</summary>
    /// <param name="path">The path of a PNG, JPEG, GIF or WebP file. The format is recognized by the file's first bytes.</param>
    /// <exception cref="ArgumentException">The file is empty or in another format. The message contains the path.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageBlock FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(File.ReadAllBytes(path), path, nameof(path));
    }

    /// <summary>Creates a block from the bytes of an image, to be sent along with the request.</summary>
    /// <param name="bytes">The content of a PNG, JPEG, GIF or WebP file. The format is recognized by the first bytes.</param>
    /// <exception cref="ArgumentException">There are no bytes, or they are in another format.</exception>
    public static ImageBlock FromBytes(ReadOnlySpan<byte> bytes) => Create(bytes, path: null, nameof(bytes));

    /// <summary>Creates a block of an image that the API fetches.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="uri"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="uri"/> is not an absolute http or https address.</exception>
    public static ImageBlock FromUri(Uri uri) => new() { Source = new UrlImageSource { Url = MediaSignature.Verify(uri, nameof(uri)) } };

    /// <summary>Creates a block of an image that was uploaded with the Files API.</summary>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is null or empty.</exception>
    public static ImageBlock FromFileId(string fileId)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileId);
        return new ImageBlock { Source = new FileImageSource { FileId = fileId } };
    }

    private static ImageBlock Create(ReadOnlySpan<byte> bytes, string? path, string parameter) => new()
    {
        Source = new Base64ImageSource { MediaType = MediaSignature.OfImage(bytes, path, parameter), Data = Convert.ToBase64String(bytes) },
    };
}
