namespace Claude.Aot.Http;

/// <summary>What a stream over HTTP holds besides its body.</summary>
internal sealed class StreamOwner : IDisposable
{
    public HttpRequestMessage? Request { get; set; }

    public HttpResponseMessage? Response { get; set; }

    /// <summary>The limit of the whole call, once the stream has it from the call.</summary>
    public CancellationTokenSource? Total { get; set; }

    public void Dispose()
    {
        Total?.Dispose();
        Response?.Dispose();
        Request?.Dispose();
    }
}
