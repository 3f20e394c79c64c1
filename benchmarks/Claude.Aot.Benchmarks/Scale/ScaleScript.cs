namespace Claude.Aot.Benchmarks;

/// <summary>What every stream of a run carries.</summary>
/// <param name="Body">The event stream.</param>
/// <param name="BeforePause">What comes before the pause of a stream that goes idle.</param>
/// <param name="Whole">All of it.</param>
internal sealed record ScaleScript(byte[] Body, ScalePart BeforePause, ScalePart Whole)
{
    private const int DeltasAfterPause = 10;

    private static ReadOnlySpan<byte> DeltaStart => "event: content_block_delta\n"u8;

    /// <summary>Makes one of so many text deltas.</summary>
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
