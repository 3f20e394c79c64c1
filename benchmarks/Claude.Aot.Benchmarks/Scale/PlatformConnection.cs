namespace Claude.Aot.Benchmarks;

/// <summary>.NET's HTTP client, as all clients other than this library use it.</summary>
internal sealed class PlatformConnection(Uri address, Version httpVersion) : IDisposable
{
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });

    /// <summary>Requests one stream.</summary>
    /// <returns>The response, as soon as its headers have arrived.</returns>
    public Task<HttpResponseMessage> SendAsync()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "v1/messages"))
        {
            Version = httpVersion,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent("{}"u8.ToArray()),
        };
        return _client.SendAsync(request, default);
    }

    public void Dispose() => _client.Dispose();
}
