namespace Claude.Aot.Benchmarks;

/// <summary>The inputs of every benchmark.</summary>
internal static class InputCatalog
{
    private const int ShortDelta = 12;
    private const int LargeDelta = 4096;
    private const int EscapeEvery = 60;
    private const int NetworkRead = 1400;
    private const int Seed = 20260301;

    public static IReadOnlyList<InputSpec> All { get; } =
    [
        new("text", 20_000, 200, static deltas => Text("text", deltas)),
        new("padded", 20_000, 200, static deltas => Text("padded", deltas, padding: new Random(Seed))),
        new("mixed", 8 * MixedMessage.DeltasPerTurn, MixedMessage.DeltasPerTurn, static deltas => new MixedMessage(Seed).Write("mixed", deltas)),
        new("large", 1_000, 10, Large),
        new("chunked", 20_000, 200, static deltas => Text("chunked", deltas, readSize: NetworkRead)),
    ];

    private static StreamInput Text(string name, int deltas, Random? padding = null, int readSize = int.MaxValue)
    {
        var prose = new Prose(Seed);
        var message = new MessageWriter(padding);
        message.StartBlock("""{"type":"text","text":""}""");
        for (int i = 0; i < deltas; i++)
        {
            message.Text(prose.Words(ShortDelta));
        }

        message.StopBlock();
        return message.Finish(name, "end_turn", readSize);
    }

    private static StreamInput Large(int deltas)
    {
        var prose = new Prose(Seed);
        var message = new MessageWriter();
        message.StartBlock("""{"type":"text","text":""}""");
        for (int i = 0; i < deltas; i++)
        {
            message.Text(string.Create(LargeDelta, prose, static (text, prose) =>
            {
                prose.Words(LargeDelta + ShortDelta).AsSpan(0, LargeDelta).CopyTo(text);
                for (int at = EscapeEvery - 1; at < text.Length; at += EscapeEvery)
                {
                    text[at] = (at / EscapeEvery % 3) switch { 0 => '"', 1 => '\\', _ => '\n' };
                }
            }));
        }

        message.StopBlock();
        return message.Finish("large", "end_turn");
    }
}
