namespace Claude.Aot.Http;

/// <summary>The owner of the objects that an HTTP stream needs besides its body.</summary>
internal sealed class StreamOwner : IDisposable
{
    public HttpRequestMessage? Request { get; set; }

    public HttpResponseMessage? Response { get; set; }

    /// <summary>The timeout of the whole call, once the call has passed it to the stream; otherwise null.</summary>
    public CancellationTokenSource? Total { get; set; }

    public void Dispose()
    {
        Total?.Dispose();
        Response?.Dispose();
        Request?.Dispose();
    }
}
