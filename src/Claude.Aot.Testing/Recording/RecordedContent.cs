using System.Net;

namespace Claude.Aot.Testing;

/// <summary>The content of a response that is recorded while it is read.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly string _path;
    private readonly RecordingRedactor _redactor;

    public RecordedContent(HttpContent content, string path, RecordingRedactor redactor)
    {
        _content = content;
        _path = path;
        _redactor = redactor;
        foreach ((string name, IEnumerable<string> values) in content.Headers)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new RecordedStream(await _content.ReadAsStreamAsync().ConfigureAwait(false), _path, _redactor);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using Stream body = await CreateContentReadStreamAsync().ConfigureAwait(false);
        await body.CopyToAsync(stream).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _content.Headers.ContentLength.GetValueOrDefault();
        return _content.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }
}
