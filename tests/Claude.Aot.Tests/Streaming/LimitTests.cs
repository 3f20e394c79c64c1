using System.Text;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

public sealed class LimitTests
{
    [Fact]
    public void Limits_Default_AreAsDocumented()
    {
        StreamLimits limits = StreamLimits.Default;

        Assert.Equal((16 << 20, 16 << 20, 256L << 20), (limits.MaxLineBytes, limits.MaxEventBytes, limits.MaxMessageBytes));
        Assert.Equal((512, 10_000), (limits.MaxDepth, limits.MaxBlocks));
    }

    [Theory]
    [InlineData(nameof(StreamLimits.MaxLineBytes))]
    [InlineData(nameof(StreamLimits.MaxEventBytes))]
    [InlineData(nameof(StreamLimits.MaxMessageBytes))]
    [InlineData(nameof(StreamLimits.MaxDepth))]
    [InlineData(nameof(StreamLimits.MaxBlocks))]
    public async Task Limit_Exceeded_NamesTheOptionAndKeepsWhatCame(string option)
    {
        string deep = $"{{\"type\":\"of_tomorrow\",\"a\":{new string('[', 20)}{new string(']', 20)}}}";
        SseBody body = SseBody.Begin().TextStart().Text("Hello").Event(deep).TextStart(1).TextStart(2).TextStart(3).Text(new string('x', 2_000));
        MessageStreamOptions options = With(option, option switch
        {
            nameof(StreamLimits.MaxDepth) => 10,
            nameof(StreamLimits.MaxBlocks) => 3,
            nameof(StreamLimits.MaxMessageBytes) => 2_000,
            _ => 1_000,
        });
        foreach (int size in (int[])[7, int.MaxValue])
        {
            await using MessageStream stream = body.Open(options, size);

            ClaudeStreamException e = await Assert.ThrowsAsync<ClaudeStreamException>(() => stream.GetFinalMessageAsync().AsTask());

            Assert.Equal(ClaudeStreamErrorKind.LimitExceeded, e.Kind);
            Assert.Contains(option, e.Message, StringComparison.Ordinal);
            Assert.Equal("Hello", Assert.IsType<TextBlock>(e.Partial!.Content[0]).Text);
        }
    }

    [Theory]
    [InlineData(nameof(StreamLimits.MaxDepth), 4, 5)]
    [InlineData(nameof(StreamLimits.MaxBlocks), 2, 3)]
    public async Task Limit_AtItsEdge_TakesAsMuchAsItSays(string option, int tooLittle, int enough)
    {
        SseBody body = SseBody.Begin().TextStart().TextStart(1).TextStart(2).Event("""{"a":[[[[1]]]],"type":"of_tomorrow"}""").End();

        await using MessageStream stream = body.Open(With(option, enough));
        Assert.Equal(3, (await stream.GetFinalMessageAsync()).Content.Count);

        ClaudeStreamException e = await body.ReadToFailureAsync<ClaudeStreamException>(With(option, tooLittle));
        Assert.Equal(ClaudeStreamErrorKind.LimitExceeded, e.Kind);
    }

    [Fact]
    public async Task Limit_BlocksInMessageStart_Count()
    {
        SseBody body = SseBody.BeginWith("""{"id":"msg_1","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}""").End();

        ClaudeStreamException e = await body.ReadToFailureAsync<ClaudeStreamException>(With(nameof(StreamLimits.MaxBlocks), 1));

        Assert.Contains(nameof(StreamLimits.MaxBlocks), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limit_LineThatNeverEnds_IsRefusedBeforeItIsGathered()
    {
        const int Limit = 10_000;
        var body = new EndlessStream();
        await using MessageStream stream = MessageStream.FromStream(body, With(nameof(StreamLimits.MaxLineBytes), Limit));

        ClaudeStreamException e = await Assert.ThrowsAsync<ClaudeStreamException>(() => stream.GetFinalMessageAsync().AsTask());

        Assert.Contains(nameof(StreamLimits.MaxLineBytes), e.Message, StringComparison.Ordinal);
        Assert.InRange(body.BytesRead, Limit, Limit + (64 * 1024));
    }

    [Fact]
    public async Task Limit_DepthOfAToolInput_IsNotLimited()
    {
        string input = $"{{\"a\":{new string('[', 2_000)}{new string(']', 2_000)}}}";
        Message message = await SseBody.Begin().ToolStart().Input(input[..700]).Input(input[700..]).BlockStop().End().ReadAsync();

        ToolInput folded = Assert.IsType<ToolUseBlock>(Assert.Single(message.Content)).Input;
        Assert.Equal(ToolInputState.Valid, folded.State);
        Assert.Equal(input, folded.ToString());
    }

    private static MessageStreamOptions With(string option, int value) => new()
    {
        Limits = option switch
        {
            nameof(StreamLimits.MaxLineBytes) => new StreamLimits { MaxLineBytes = value },
            nameof(StreamLimits.MaxEventBytes) => new StreamLimits { MaxEventBytes = value },
            nameof(StreamLimits.MaxMessageBytes) => new StreamLimits { MaxMessageBytes = value },
            nameof(StreamLimits.MaxDepth) => new StreamLimits { MaxDepth = value },
            _ => new StreamLimits { MaxBlocks = value },
        },
    };

    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(buffer.Length, 4096);
            Encoding.ASCII.GetBytes(new string('a', count), buffer.Span);
            BytesRead += count;
            return new(count);
        }
    }
}
