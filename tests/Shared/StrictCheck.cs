namespace Claude.Aot.Tests.Shared;

/// <summary>A gateway's framing is tolerated and reported, and with <c>Strict</c> an error.</summary>
internal static class StrictCheck
{
    public static async Task RunAsync(CorpusCase recorded, byte[] withCarriageReturns)
    {
        List<ClaudeDiagnosticKind> reported = [];
        await using MessageStream tolerant = MessageStream.FromStream(new PiecewiseStream(withCarriageReturns), new MessageStreamOptions { OnDiagnostic = d => reported.Add(d.Kind) });
        await tolerant.GetFinalMessageAsync();
        Check.SequenceEqual([ClaudeDiagnosticKind.CarriageReturn], reported, "deviation");

        var strict = new MessageStreamOptions { Strict = true };
        await using MessageStream clean = MessageStream.FromStream(new PiecewiseStream(recorded.Body), strict);
        await clean.GetFinalMessageAsync();
        await using MessageStream refused = MessageStream.FromStream(new PiecewiseStream(withCarriageReturns), strict);
        try
        {
            await refused.GetFinalMessageAsync();
        }
        catch (ClaudeStreamException e)
        {
            Check.Equal(ClaudeStreamErrorKind.Protocol, e.Kind, "kind of failure");
            return;
        }

        throw new CheckFailedException("A deviation was not refused.");
    }
}
