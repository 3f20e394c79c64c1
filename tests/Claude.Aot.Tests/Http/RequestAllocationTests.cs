using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Http;

/// <summary>
/// Measured: the memory of a request with an image of 20 MB, from the request object to the response. That is what its thread allocates, and the arrays that it
/// rents, as if the pool were empty.
/// </summary>
[Collection(nameof(Measured))]
public sealed class RequestAllocationTests
{
    private const int ImageBytes = 20_000_000;
    private const double Bound = 1.2;
    private const int Attempts = 5;

    private static readonly string s_image = Convert.ToBase64String(new byte[ImageBytes]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Request_WithALargeImage_NeedsAtMostOnePointTwoTimesItsBody(bool isStream, bool hasExtras)
    {
        double ratio = double.MaxValue;
        for (int i = 0; i < Attempts && ratio > Bound; i++)
        {
            // A collection may empty the pools in between. The rented arrays are counted by themselves, so the pool has to be warm.
            Measure(isStream, hasExtras);
            ratio = Measure(isStream, hasExtras);
        }

        Assert.InRange(ratio, 1, Bound);
    }

    private static double Measure(bool isStream, bool hasExtras)
    {
        MessageRequest request = new()
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 100,
            Messages = [new InputMessage(Role.User, [new ImageBlock { Source = new Base64ImageSource { MediaType = ImageMediaType.Png, Data = s_image } }])],
            Temperature = 0.1,
        };
        using var body = new BodyRecorder(keepsBytes: false);
        string answer = isStream ? System.Text.Encoding.UTF8.GetString(SseBody.OfText("Hello").ToArray()) : RecordingHandler.Message;
        using var handler = new RecordingHandler((_, _) => Task.FromResult(RecordingHandler.Respond(200, answer))) { Recorder = _ => body };
        using ClaudeClient client = TestClient.Of(handler, options =>
        {
            if (hasExtras)
            {
                options.ExtraBody["top_k"] = RawJson.Parse("5");
            }
        });
        RequestOptions? options = hasExtras ? new RequestOptions { ExtraBody = { ["temperature"] = RawJson.Parse("0.5") } } : null;

        long before = GC.GetAllocatedBytesForCurrentThread();
        Task call = isStream ? StreamAsync(client, request, options) : client.Messages.CreateAsync(request, options);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(call.IsCompletedSuccessfully, "Everything is in memory: nothing waits, so one thread does it all.");
        Assert.True(body.Count > ImageBytes);
        return (double)(allocated + body.ArrayLength) / body.Count;
    }

    private static async Task StreamAsync(ClaudeClient client, MessageRequest request, RequestOptions? options)
    {
        await using MessageStream stream = await client.Messages.StreamAsync(request, options);
        await stream.GetFinalMessageAsync();
    }
}
