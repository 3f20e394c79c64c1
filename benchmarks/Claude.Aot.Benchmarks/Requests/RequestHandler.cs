using System.Net;
using System.Net.Http.Headers;

namespace Claude.Aot.Benchmarks;

/// <summary>A handler that reads the content of each request, and answers it with a short message from memory.</summary>
internal sealed class RequestHandler : HttpMessageHandler
{
    private static readonly byte[] s_message = """
        {
          "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": [{"type": "text", "text": "Hi"}],
          "stop_reason": "end_turn", "stop_sequence": null, "usage": {"input_tokens": 1, "output_tokens": 1}
        }
        """u8.ToArray();

    private readonly CountingStream _destination = new();

    /// <summary>The number of bytes of the last content.</summary>
    public long BodyBytes { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _destination.Count = 0;
        await request.Content!.CopyToAsync(_destination, cancellationToken);
        BodyBytes = _destination.Count;
        var content = new ByteArrayContent(s_message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _destination.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A destination that counts its bytes and drops them.</summary>
    private sealed class CountingStream : Stream
    {
        public long Count { get; set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return default;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            Count += count;
            return Task.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => Count += count;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
