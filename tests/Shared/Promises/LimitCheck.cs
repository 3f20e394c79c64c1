using System.Text;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that data that exceeds a limit is rejected before memory grows, and that the exception names the option.</summary>
internal static class LimitCheck
{
    // A placeholder in an endless body for a number that is different each time.
    private const int Numbered = 1234567;

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

        foreach (int readSize in (int[])[7, int.MaxValue])
        {
            yield return ($"a message takes as much as it says, read by {readSize}", () => Limit_MessageAtItsEdge_TakesAsMuchAsItSays(readSize));
        }

        foreach ((string what, string option, int limit, string unit, int bytesUntilLimit) in ((string, string, int, string, int)[])[
            ("a line", nameof(StreamLimits.MaxLineBytes), 10_000, "a", 10_000),
            ("the data of an event", nameof(StreamLimits.MaxEventBytes), 10_000, "data: aaaaaaaa\n", 10_000),
            ("the comments in an event", nameof(StreamLimits.MaxEventBytes), 10_000, ": a\n", 10_000),
            ("the text of a message", nameof(StreamLimits.MaxMessageBytes), 100_000, TextOf(new SseBody().Text(new string('x', 1_000))), 110_000),
            ("the unknown events of a message", nameof(StreamLimits.MaxMessageBytes), 100_000, TextOf(new SseBody().Event("""{"type":"of_tomorrow"}""")), 300_000),
            ("the blocks of a message", nameof(StreamLimits.MaxBlocks), 100, TextOf(new SseBody().TextStart(Numbered)), 100 * 120),
        ])
        {
            yield return ($"without an end: {what}", () => Limit_OfWhatNeverEnds_IsReachedBeforeMemoryGrows(option, limit, unit, bytesUntilLimit));
        }

        yield return ("depth costs no more than the bytes that tell it", Limit_Depth_CostsNoMoreThanTheBytesThatTellIt);
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

            ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().AsTask());

            Check.Equal(ClaudeTransportErrorKind.LimitExceeded, e.Kind);
            Check.Contains(option, e.Message);
            Check.Equal("Hello", Check.Is<TextBlock>(e.Partial!.Content[0]).Text);
        }
    }

    private static async Task Limit_AtItsEdge_TakesAsMuchAsItSays(string option, int tooLittle, int enough)
    {
        SseBody body = SseBody.Begin().TextStart().TextStart(1).TextStart(2).Event("""{"a":[[[[1]]]],"type":"of_tomorrow"}""").End();

        await using MessageStream stream = body.Open(With(option, enough));
        Check.Equal(3, (await stream.GetFinalMessageAsync()).Content.Count);

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>(With(option, tooLittle));
        Check.Equal(ClaudeTransportErrorKind.LimitExceeded, e.Kind);
    }

    private static async Task Limit_BlocksInMessageStart_Count()
    {
        SseBody body = SseBody.BeginWith("""{"id":"msg_1","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}""").End();

        ClaudeTransportException e = await body.ReadToFailureAsync<ClaudeTransportException>(With(nameof(StreamLimits.MaxBlocks), 1));

        Check.Contains(nameof(StreamLimits.MaxBlocks), e.Message);
    }

    private static async Task Limit_MessageAtItsEdge_TakesAsMuchAsItSays(int readSize)
    {
        SseBody body = SseBody.Begin().TextStart().Text("Hello").Text("\u00e9\n").BlockStop().End();
        int length = ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body.ToArray()), adoptLast: false).Sum(Encoding.UTF8.GetByteCount);

        await using (MessageStream whole = body.Open(With(nameof(StreamLimits.MaxMessageBytes), length), readSize))
        {
            Check.Equal("Hello\u00e9\n", await whole.GetFinalTextAsync());
        }

        await using MessageStream stream = body.Open(With(nameof(StreamLimits.MaxMessageBytes), length - 1), readSize);
        ClaudeTransportException e = await Check.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalTextAsync().AsTask());
        Check.Equal(ClaudeTransportErrorKind.LimitExceeded, e.Kind);
        Check.Equal("end_turn", e.Partial!.StopReason.Value);
    }

    private static Task Limit_OfWhatNeverEnds_IsReachedBeforeMemoryGrows(string option, int limit, string unit, int bytesUntilLimit)
    {
        const int ReadAhead = 64 * 1024;
        string head = TextOf(SseBody.Begin()) + (option == nameof(StreamLimits.MaxMessageBytes) ? TextOf(new SseBody().TextStart()) : "");
        var body = new EndlessStream(head, unit);

        (ClaudeTransportException e, long allocated) = Fail(body, With(option, limit));

        Check.Contains(option, e.Message);
        Check.InRange(body.BytesRead, limit, head.Length + bytesUntilLimit + ReadAhead);
        // The buffers double until they can hold the data, and the exception has a copy.
        Check.InRange(allocated, 1, (4 * bytesUntilLimit) + (4 * ReadAhead));
        return Task.CompletedTask;
    }

    private static Task Limit_Depth_CostsNoMoreThanTheBytesThatTellIt()
    {
        const int Depth = 1_000_000;
        const int Slack = 64 * 1024;
        string flat = $"{{\"type\":\"of_tomorrow\",\"a\":\"{new string('x', 2 * Depth)}\",}}";
        string deep = $"{{\"type\":\"of_tomorrow\",\"a\":{new string('[', Depth)}{new string(']', Depth)}}}";
        long[] allocated = new long[2];
        foreach ((string data, int place) in (ReadOnlySpan<(string, int)>)[(flat, 0), (deep, 1), (flat, 0), (deep, 1)])
        {
            SseBody body = SseBody.Begin().Raw($"data: {data}\n\n");
            (ClaudeTransportException e, allocated[place]) = Fail(new MemoryStream(body.ToArray()), new MessageStreamOptions());
            Check.Equal(place == 1, e.Kind == ClaudeTransportErrorKind.LimitExceeded);
        }

        Check.InRange(allocated[1], 1, allocated[0] + Slack);
        return Task.CompletedTask;
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

    private static string TextOf(SseBody body) => Encoding.UTF8.GetString(body.ToArray());

    /// <summary>Reads up to the failure on this thread only, and counts the allocated bytes.</summary>
    private static (ClaudeTransportException Failure, long Allocated) Fail(Stream body, MessageStreamOptions options)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var stream = MessageStream.FromStream(body, options);
        Task reading = stream.GetFinalMessageAsync().AsTask();
        Check.That(reading.IsCompleted, "Something waits, so that other threads may have allocated too.");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (Check.Is<ClaudeTransportException>(reading.Exception?.InnerException), allocated);
    }

    /// <summary>
    /// A stream with a beginning and then the same text again and again. A placeholder in the text is replaced with a number that is different each time.
    /// </summary>
    private sealed class EndlessStream(string head, string unit) : MemoryStream
    {
        private readonly byte[] _units = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 1_000).Select(number => unit.Replace($"{Numbered}", $"{number}", StringComparison.Ordinal))));
        private ReadOnlyMemory<byte> _current = Encoding.UTF8.GetBytes(head);

        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = Math.Min(Math.Min(buffer.Length, 4096), _current.Length);
            _current[..count].CopyTo(buffer);
            _current = count == _current.Length ? _units : _current[count..];
            BytesRead += count;
            return new(count);
        }
    }
}
