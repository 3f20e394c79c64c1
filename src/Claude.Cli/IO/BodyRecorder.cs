using System.Net;
using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.IO;

/// <summary>Sends requests, and writes the bytes of each event stream to a file as they are received.</summary>
internal sealed class BodyRecorder : DelegatingHandler
{
    private const string EventStream = "text/event-stream";

    private readonly FileStream _file;

    private BodyRecorder(FileStream file, HttpMessageHandler sender)
        : base(sender) => _file = file;

    /// <param name="path">The path of the file, which is replaced if it exists.</param>
    /// <param name="options">The options of the client that is going to use the handler.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static BodyRecorder Create(string path, ClaudeClientOptions options)
    {
        try
        {
            var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            // A redirect would send the key to another host, and a proxy cannot reach this machine.
            var sender = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = options.BaseUrl is not { IsLoopback: true },
                ConnectTimeout = options.Timeouts.Connect,
            };
            return new BodyRecorder(file, sender);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"the recording cannot be written: {ErrorText.Of(e)}");
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == EventStream)
        {
            HttpContent received = response.Content;
            response.Content = new StreamContent(new RecordedStream(await received.ReadAsStreamAsync(cancellationToken), _file));
            foreach ((string name, IEnumerable<string> values) in received.Headers)
            {
                response.Content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class RecordedStream(Stream body, FileStream file) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await body.ReadAsync(buffer, cancellationToken);
            OutputException.Guard(() => file.Write(buffer.Span[..read]));
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                body.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
