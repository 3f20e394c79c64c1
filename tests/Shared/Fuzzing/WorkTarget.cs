namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Checks that doubling any part of a stream at most doubles the work, in steps and in allocated bytes, which are the same on every machine.</summary>
internal static class WorkTarget
{
    private const int MaxParts = 4;

    // With lower counts, doubling would exceed the thresholds up to which short lists are searched linearly.
    private const int MinCount = 64;
    private const int CountRange = 96;
    private const double MostOfFew = 2.6;

    private static readonly string[] s_shapes = [.. HostileStream.Shapes.Keys];
    private static readonly MessageRequest s_request = new() { Model = "claude-sonnet-4-5", MaxTokens = 100, Messages = ["Hello"] };

    /// <summary>Gets the ways in which a stream is used.</summary>
    public static IReadOnlyDictionary<string, Action<byte[]>> Ways { get; } = new Dictionary<string, Action<byte[]>>
    {
        ["message"] = ReadMessage,
        ["views"] = ReadViews,
        ["partial"] = ReadPartial,
    };

    public static Task RunAsync(byte[] input)
    {
        var source = new ByteSource(input);
        string way = source.Choose([.. Ways.Keys]);
        List<(string Shape, int Count)> parts = [];
        while (!source.IsEmpty && parts.Count < MaxParts)
        {
            parts.Add((source.Choose(s_shapes), MinCount + source.Next(CountRange)));
        }

        Verify(way, parts, MostOfFew);
        return Task.CompletedTask;
    }

    /// <summary>Reads a stream with some parts, and one with twice as many of each, and verifies that the work grows by at most a factor.</summary>
    public static void Verify(string way, IReadOnlyList<(string Shape, int Count)> parts, double most)
    {
        byte[] once = HostileStream.Compose(parts);
        byte[] twice = HostileStream.Compose([.. parts.Select(part => (part.Shape, 2 * part.Count))]);
        Action<byte[]> read = Ways[way];

        // The first run is a warm-up of pools and code.
        read(twice);
        WorkMeter.VerifyLinear(
            WorkMeter.Measure(() => read(once)), WorkMeter.Measure(() => read(twice)), most, $"{way} of {string.Join(", ", parts.Select(part => $"{part.Count} × {part.Shape}"))}");
    }

    private static void ReadMessage(byte[] body)
    {
        Message message = Run(Open(body), static stream => stream.GetFinalMessageAsync());
        _ = message.ToJson();
        _ = message.Text;
        MessageRequest next = s_request.ContinueFrom(message);
        _ = next.ToJson();
        _ = message.ToTurn().ToJson();
    }

    private static void ReadViews(byte[] body) => Run(Open(body), static async stream =>
    {
        long seen = 0;
        await foreach (StreamEvent e in stream)
        {
            MessageView message = stream.Snapshot;
            seen += message.Model.Length + message.Usage.OutputTokens + message.Content.Count + e.ContentBlock.Text.Length + (int)e.ContentBlock.Type + e.Delta.Text.Length;
            seen += e.ContentBlock.IsComplete ? (int)e.ContentBlock.Input.State : 0;
        }

        return seen;
    });

    private static void ReadPartial(byte[] body)
    {
        // Without the end of its last event, the message has no end.
        byte[] cut = body[..^20];
        Message partial = Run(Open(cut), static async stream =>
        {
            try
            {
                return await stream.GetFinalMessageAsync();
            }
            catch (ClaudeTransportException e) when (e.Kind == ClaudeTransportErrorKind.ResponseEnded)
            {
                return e.Partial!;
            }
        });
        _ = s_request.ContinueFrom(partial).ToJson();
        _ = partial.ToTurn().ToJson();
    }

    private static MessageStream Open(byte[] body) => MessageStream.FromStream(new MemoryStream(body));

    /// <summary>Reads data in memory, which completes without a wait on this thread.</summary>
    private static T Run<T>(MessageStream stream, Func<MessageStream, ValueTask<T>> read)
    {
        Task<T> result = read(stream).AsTask();
        Check.That(result.IsCompleted, "Reading from memory waits.");
        T value = result.GetAwaiter().GetResult();
        Check.That(stream.DisposeAsync().AsTask().IsCompleted, "Disposal waits.");
        return value;
    }
}
