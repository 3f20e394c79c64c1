using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;
using Claude.Aot.Tests.Sse;
using CsCheck;

namespace Claude.Aot.Tests.Properties;

/// <summary>
/// What holds for every valid stream: blocks, deltas, escapes, padding, line ends and comments are chosen by random bytes (<see cref="StreamComposer"/>). A failure is shrunk, and
/// says the seed that brings it back.
/// </summary>
public sealed class StreamProperties
{
    private static readonly Gen<byte[]> s_choices = Gen.Byte.Array[0, 120];

    [Fact]
    public Task Stream_AnySplit_GivesTheSameEventsAndMessage() => Gen.Select(s_choices, Gen.Int).SampleAsync(
        async (choices, seed) =>
        {
            byte[] body = StreamComposer.Compose(choices).Body;
            StreamTrace whole = await StreamTrace.ReadAsync(body);
            StreamTrace split = await StreamTrace.ReadAsync(SseReader.Create(FeedPlan.Any(body.Length, new Random(seed)).Open(body)), StreamLimits.Default);
            Assert.Null(StreamTrace.FindDifference(whole, split));
        },
        print: input => Show(input.Item1));

    [Fact]
    public Task Stream_Any_FoldsAndEchoesAsTheReferenceDoes() => s_choices.SampleAsync(
        choices => FoldTarget.VerifyAsync(StreamComposer.Compose(choices), FeedPlan.Whole),
        print: Show);

    [Fact]
    public Task Message_SentBack_IsReadByTheServerAsItCame() => s_choices.SampleAsync(
        async choices =>
        {
            StreamOutcome outcome = await StreamOutcome.OfAsync(StreamComposer.Compose(choices).Body, int.MaxValue);
            Message message = outcome.Message ?? outcome.Failure!.Partial!;
            string sent = new MessageRequest { Model = "m", MaxTokens = 1, Messages = ["Hi", message.ToVerbatimTurn()] }.ToJson();
            MessageRequest received = ClaudeJson.Parse<MessageRequest>(sent);
            Assert.Equal(message.Content.Select(block => block.ToJson()), received.Messages[1].Content.Blocks!.Select(block => block.ToJson()));
        },
        print: Show);

    private static string Show(byte[] choices) => SseDrain.Show(StreamComposer.Compose(choices).Body);
}
