using System.Net;
using System.Net.Http.Headers;
using Claude.Aot.Buffers;

namespace Claude.Aot.Http;

/// <summary>The content of one attempt: the bytes of the request, which all attempts share.</summary>
internal sealed class RequestContent : HttpContent
{
    private readonly PooledChunks _body;
    private readonly bool _isOwnTransport;

    /// <summary>Creates the content.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="isOwnTransport">Whether the content is sent by the handler of this library, not by one that the caller provided.</param>
    public RequestContent(PooledChunks body, bool isOwnTransport)
    {
        _body = body;
        _isOwnTransport = isOwnTransport;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    // The handler may still be sending when the call has ended: the call does not wait for it, and over HTTP/2 a response may come before the end of the
    // request. Therefore each sending is counted as a separate user of the body.
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_body.TryAcquire(), this);
        bool isSent = false;
        try
        {
            for (int i = 0; i < _body.Segments.Count; i++)
            {
                await stream.WriteAsync(_body.Segments[i], cancellationToken).ConfigureAwait(false);
            }

            isSent = true;
        }
        finally
        {
            Leave(isSent);
        }
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(!_body.TryAcquire(), this);
        bool isSent = false;
        try
        {
            foreach (ArraySegment<byte> segment in _body.Segments)
            {
                stream.Write(segment);
            }

            isSent = true;
        }
        finally
        {
            Leave(isSent);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }

    private void Leave(bool isSent)
    {
        if (!isSent && !_isOwnTransport)
        {
            // SocketsHttpHandler reports that a write was canceled or failed when it no longer reads the memory. The stream of another handler may report it
            // earlier, and there is no way to find out when it stops. Therefore such memory is left to the garbage collector.
            _body.Abandon();
        }

        _body.Release();
    }
}
