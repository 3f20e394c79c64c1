using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Http;

/// <summary>Measured: what a key of the call's own costs beside the client's key.</summary>
[Collection(nameof(Measured))]
public sealed class TenantAllocationTests
{
    // A credential, the value of its header, and no client and no handler.
    private const long Bound = 256;
    private const int Calls = 100;
    private const int Attempts = 5;

    [Fact]
    public void Call_WithItsOwnKey_AllocatesOnlyThatKey()
    {
        using var handler = new AnsweringHandler();
        using ClaudeClient client = TestClient.Of(handler);
        RequestOptions plain = new(), tenant = new() { ApiKey = TestClient.Key };
        long difference = long.MaxValue;
        // A collection may empty the pools in between.
        for (int i = 0; i < Attempts && difference > Bound; i++)
        {
            Measure(client, plain);
            Measure(client, tenant);
            difference = (Measure(client, tenant) - Measure(client, plain)) / Calls;
        }

        Assert.True(difference <= Bound, $"A call with its own key allocates {difference} bytes more.");
    }

    private static long Measure(ClaudeClient client, RequestOptions options)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Calls; i++)
        {
            Assert.True(client.Messages.CreateAsync(TestClient.Hello, options).IsCompletedSuccessfully, "Everything is in memory: one thread does it all.");
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class AnsweringHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(RecordingHandler.Respond(200, RecordingHandler.Message));
    }
}
