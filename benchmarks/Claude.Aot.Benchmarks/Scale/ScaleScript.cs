namespace Claude.Aot.Benchmarks;

/// <summary>The content of every stream of a run.</summary>
/// <param name="Body">The event stream.</param>
/// <param name="BeforePause">The part before the pause of a stream that becomes idle.</param>
/// <param name="Whole">The whole stream.</param>
internal sealed record ScaleScript(byte[] Body, ScalePart BeforePause, ScalePart Whole)
{
    private const int DeltasAfterPause = 10;

    private static ReadOnlySpan<byte> DeltaStart => "event: content_block_delta\n"u8;

    /// <summary>Creates a script with a number of text deltas.</summary>
    public static ScaleScript Make(int deltas)
    {
        byte[] body = InputCatalog.All[0].Make(deltas).Body;
        int pause = 0;
        int before = Math.Max(deltas - DeltasAfterPause, 1);
        for (int i = 0; i <= before && body.AsSpan(pause + 1).IndexOf(DeltaStart) is >= 0 and int next; i++)
        {
            pause += 1 + next;
        }

        return new ScaleScript(body, new ScalePart(pause, before), new ScalePart(body.Length, deltas));
    }
}
