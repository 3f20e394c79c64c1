namespace Claude.Aot;

/// <summary>What a stream over HTTP holds besides its body.</summary>
internal sealed class StreamOwner(HttpRequestMessage request, HttpResponseMessage response, ITimer? totalTimer) : IDisposable
{
    public void Dispose()
    {
        totalTimer?.Dispose();
        response.Dispose();
        request.Dispose();
    }
}
