using System.Globalization;
using System.Net;

namespace Claude.Aot.Testing;

/// <summary>
/// Records the responses of real calls as files, which <see cref="ResponseScript.FromFile"/> plays: <c>001.sse</c> for the first response if it is a stream,
/// and <c>001.json</c> or <c>001.txt</c> otherwise. Use it as <c>ClaudeClientOptions.HttpHandler</c>.
/// </summary>
/// <remarks>
/// <para>
/// The bytes reach the client as they arrive. A file is written when its response ends, or when the client stops reading. A stream that was cut off is recorded
/// up to that point.
/// </para>
/// <para>
/// A recording contains the bodies of the responses and no headers. In the bodies, the key or token of the request, request ids and organization ids are
/// replaced. The model's text is recorded unchanged, so read a recording before you share it.
/// </para>
/// <para>Safe for concurrent use. Files are numbered in the order in which the requests were sent.</para>
/// </remarks>
public sealed class RecordingHandler : DelegatingHandler
{
    private readonly string _folder;
    private int _count;

    /// <summary>Creates a handler that sends requests over the network.</summary>
    /// <param name="path">The folder for the files. It is created if it does not exist. Files with the same names are replaced.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public RecordingHandler(string path)
        : this(path, new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.All })
    {
    }

    /// <summary>Creates a handler that sends requests through another handler, which must decompress responses if it asks for compression.</summary>
    /// <param name="path">The folder for the files. It is created if it does not exist. Files with the same names are replaced.</param>
    /// <param name="innerHandler">The handler that sends the requests; disposed with this one.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty, or <paramref name="innerHandler"/> is null.</exception>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    public RecordingHandler(string path, HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(innerHandler);
        _folder = Directory.CreateDirectory(path).FullName;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        int number = Interlocked.Increment(ref _count);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        string extension = response.Content.Headers.ContentType?.MediaType switch
        {
            "text/event-stream" => "sse",
            { } type when type.EndsWith("json", StringComparison.OrdinalIgnoreCase) => "json",
            _ => "txt",
        };
        string path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{number:000}.{extension}"));
        response.Content = new RecordedContent(response.Content, path, new RecordingRedactor(request));
        return response;
    }
}
