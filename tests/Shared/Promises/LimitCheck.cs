using System.Text;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>What exceeds a limit is refused before memory grows, and the exception names the option.</summary>
internal static class LimitCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("the defaults are as documented", Limits_Default_AreAsDocumented);

        foreach (string option in (string[])[
            nameof(StreamLimits.MaxLineBytes),
            nameof(StreamLimits.MaxEventBytes),
            nameof(StreamLimits.MaxMessageBytes),
            nameof(StreamLimits.MaxDepth),
            nameof(StreamLimits.MaxBlocks),
        ])
        {
            yield return ($"{option} exceeded is named, and what came is kept", () => Limit_Exceeded_NamesTheOptionAndKeepsWhatCame(option));
        }

        foreach ((string option, int tooLittle, int enough) in ((string, int, int)[])[(nameof(StreamLimits.MaxDepth), 4, 5), (nameof(StreamLimits.MaxBlocks), 2, 3)])
        {
            yield return ($"{option} takes as much as it says", () => Limit_AtItsEdge_TakesAsMuchAsItSays(option, tooLittle, enough));
        }

        yield return ("blocks in message_start count", Limit_BlocksInMessageStart_Count);
        yield return ("a line that never ends is refused before it is gathered", Limit_LineThatNeverEnds_IsRefusedBeforeItIsGathered);
        yield return ("the depth of a tool input is not limited", Limit_DepthOfAToolInput_IsNotLimited);
    }

    private static Task Limits_Default_AreAsDocumented()
    {
        StreamLimits limits = StreamLimits.Default;

        Check.Equal((16 << 20, 16 << 20, 256L << 20), (limits.MaxLineBytes, limits.MaxEventBytes, limits.MaxMessageBytes));
        Check.Equal((512, 10_000), (limits.MaxDepth, limits.MaxBlocks));
        return Task.CompletedTask;
    }

    private static async Task Limit_Exceeded_NamesTheOptionAndKeepsWhatCame(string option)
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

            ClaudeStreamException e = await Check.ThrowsAsync<ClaudeStreamException>(() => stream.GetFinalMessageAsync().AsTask());

            Check.Equal(ClaudeStreamErrorKind.LimitExceeded, e.Kind);
            Check.Contains(option, e.Message);
            Check.Equal("Hello", Check.Is<TextBlock>(e.Partial!.Content[0]).Text);
        }
    }

    private static async Task Limit_AtItsEdge_TakesAsMuchAsItSays(string option, int tooLittle, int enough)
    {
        SseBody body = SseBody.Begin().TextStart().TextStart(1).TextStart(2).Event("""{"a":[[[[1]]]],"type":"of_tomorrow"}""").End();

        await using MessageStream stream = body.Open(With(option, enough));
        Check.Equal(3, (await stream.GetFinalMessageAsync()).Content.Count);

        ClaudeStreamException e = await body.ReadToFailureAsync<ClaudeStreamException>(With(option, tooLittle));
        Check.Equal(ClaudeStreamErrorKind.LimitExceeded, e.Kind);
    }

    private static async Task Limit_BlocksInMessageStart_Count()
    {
        SseBody body = SseBody.BeginWith("""{"id":"msg_1","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}""").End();

        ClaudeStreamException e = await body.ReadToFailureAsync<ClaudeStreamException>(With(nameof(StreamLimits.MaxBlocks), 1));

        Check.Contains(nameof(StreamLimits.MaxBlocks), e.Message);
    }

    private static async Task Limit_LineThatNeverEnds_IsRefusedBeforeItIsGathered()
    {
        const int Limit = 10_000;
        var body = new EndlessStream();
        await using MessageStream stream = MessageStream.FromStream(body, With(nameof(StreamLimits.MaxLineBytes), Limit));

        ClaudeStreamException e = await Check.ThrowsAsync<ClaudeStreamException>(() => stream.GetFinalMessageAsync().AsTask());

        Check.Contains(nameof(StreamLimits.MaxLineBytes), e.Message);
        Check.InRange(body.BytesRead, Limit, Limit + (64 * 1024));
    }

    private static async Task Limit_DepthOfAToolInput_IsNotLimited()
    {
        string input = $"{{\"a\":{new string('[', 2_000)}{new string(']', 2_000)}}}";
        Message message = await SseBody.Begin().ToolStart().Input(input[..700]).Input(input[700..]).BlockStop().End().ReadAsync();

        ToolInput folded = Check.Is<ToolUseBlock>(Check.Single(message.Content)).Input;
        Check.Equal(ToolInputState.Valid, folded.State);
        Check.Equal(input, folded.ToString());
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
