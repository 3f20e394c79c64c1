namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>
/// Checks the event stream format: no matter how the bytes arrive, the events equal those of the standard, and limits are exceeded at the same byte.
/// </summary>
internal static class SseTarget
{
    public static async Task RunAsync(byte[] input)
    {
        List<SeenEvent> expected = SseReference.Read(input);
        SseReaderOptions tight = TightFor(input);
        Outcome? refused = null;
        foreach (FeedPlan plan in FeedPlan.For(input))
        {
            Outcome usual = await ReadAsync(plan.Open(input), null);
            Check.SequenceEqual(expected, usual.Seen, $"{plan}: event");
            Check.Equal(null, usual.Refusal, $"{plan}: refusal");

            Outcome limited = await ReadAsync(plan.Open(input), tight);
            refused ??= limited;
            Check.SequenceEqual(refused.Seen, limited.Seen, $"{plan}: event before the limit");
            Check.Equal(refused.Refusal, limited.Refusal, $"{plan}: refusal");
            Check.SequenceEqual(expected.Take(limited.Seen.Count), limited.Seen, $"{plan}: event within the limit");
        }
    }

    private static SseReaderOptions TightFor(byte[] input)
    {
        Random random = FeedPlan.RandomFor(input);
        return new SseReaderOptions { MaxLineBytes = random.Next(1, 64), MaxEventBytes = random.Next(1, 128) };
    }

    private static async Task<Outcome> ReadAsync(ScriptedPipe pipe, SseReaderOptions? options)
    {
        List<SeenEvent> seen = [];
        await using SseReader reader = SseReader.Create(pipe, options);
        try
        {
            while (await reader.WaitToReadAsync())
            {
                int before = seen.Count;
                while (reader.TryRead(out SseEvent e))
                {
                    seen.Add(SeenEvent.Of(e));
                }

                Check.That(seen.Count > before, "A wait said that there was an event, and there was none.");
            }

            Check.Equal(reader.EventCount, seen.Count, "number of events");
            return new Outcome(seen, null);
        }
        catch (ClaudeTransportException e)
        {
            return new Outcome(seen, $"{e.Kind}: {e.Message}");
        }
    }

    private sealed record Outcome(List<SeenEvent> Seen, string? Refusal);
}
