using System.Net.Http.Headers;
using System.Text;

namespace Claude.Aot.Files;

/// <summary>
/// The framing of a form (<c>multipart/form-data</c>) with one file, as RFC 7578 and the HTML standard define it. The name of the file is written as UTF-8, and
/// quotes and line ends in it are percent-encoded, so that it cannot add a header.
/// </summary>
internal sealed class FormPart
{
    private FormPart(string boundary, string fileName, string mediaType)
    {
        ContentType = new MediaTypeHeaderValue("multipart/form-data") { Parameters = { new NameValueHeaderValue("boundary", boundary) } };
        Head = Encoding.UTF8.GetBytes(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{Escape(fileName)}\"\r\nContent-Type: {mediaType}\r\n\r\n");
        Tail = Encoding.UTF8.GetBytes($"\r\n--{boundary}--\r\n");
    }

    public MediaTypeHeaderValue ContentType { get; }

    /// <summary>Gets the bytes before the content.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>Gets the bytes after the content.</summary>
    public ReadOnlyMemory<byte> Tail { get; }

    /// <summary>Creates the framing, with a random boundary that the content does not contain.</summary>
    /// <exception cref="ArgumentException">The name is null or empty, or the media type is not valid.</exception>
    public static FormPart Create(string fileName, string? mediaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        mediaType ??= MediaTypes.OfName(fileName);
        return mediaType.AsSpan().ContainsAnyExceptInRange(' ', '~') || !MediaTypeHeaderValue.TryParse(mediaType, out _)
            ? throw new ArgumentException("This is not a media type. An example of one is \"application/pdf\".", nameof(mediaType))
            : new FormPart($"claude-aot-{Guid.NewGuid():N}", fileName, mediaType);
    }

    private static string Escape(string fileName) => fileName
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);
}
