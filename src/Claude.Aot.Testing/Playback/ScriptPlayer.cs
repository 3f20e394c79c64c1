using System.Runtime.CompilerServices;

namespace Claude.Aot.Testing;

/// <summary>Produces the body of a script part by part, at the script's pace.</summary>
internal static class ScriptPlayer
{
    /// <summary>Plays a script.</summary>
    /// <exception cref="OperationCanceledException">The client left.</exception>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> PlayAsync(ResponseScript script, TimeProvider time, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces = PlayPiecesAsync(script, time, cancellationToken);
        bool isWhole = script.End == script.Body.Length && script.Ending == ScriptEnding.Whole;
        return script.IsGzip ? GzipPieces.CompressAsync(pieces, isWhole, cancellationToken) : pieces;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PlayPiecesAsync(
        ResponseScript script, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pace = new Pace(script.EventsPerSecond, time);
        int start = 0;
        await PassGatesAsync(script, start, cancellationToken).ConfigureAwait(false);
        foreach (ScriptPiece piece in ScriptPiece.Of(script))
        {
            if (piece.StartsEvent)
            {
                await pace.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            yield return script.Body[start..piece.End];
            start = piece.End;
            await PassGatesAsync(script, start, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PassGatesAsync(ResponseScript script, int offset, CancellationToken cancellationToken)
    {
        foreach (ScriptStall stall in script.Stalls)
        {
            if (stall.Offset == offset)
            {
                await stall.Gate.PassAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
