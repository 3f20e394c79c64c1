using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>
/// Reads any bytes as a message stream. The stream must end with a whole message or one of the library's exceptions. The result must be the same no matter how
/// the bytes arrive and how a delta is read, and everything in it must be copyable.
/// </summary>
internal static class EventsTarget
{
    private const string MessageStop = "message_stop";

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1024 };

    public static async Task RunAsync(byte[] input)
    {
        StreamTrace expected = await StreamTrace.ReadAsync(input, isGeneral: true);
        VerifyEnd(input, expected);
        StreamLimits tight = TightFor(input);
        StreamTrace? refused = null;
        foreach (FeedPlan plan in FeedPlan.For(input))
        {
            StreamTrace usual = await StreamTrace.ReadAsync(SseReader.Create(plan.Open(input)), StreamLimits.Default);
            VerifySame(expected, usual, plan);

            StreamTrace limited = await StreamTrace.ReadAsync(SseReader.Create(plan.Open(input), MessageStream.ToSseOptions(tight, leaveOpen: false)), tight);
            refused ??= limited;
            VerifySame(refused, limited, plan);
        }

        await VerifyOwnedAsync(input);
    }

    private static StreamLimits TightFor(byte[] input)
    {
        Random random = FeedPlan.RandomFor(input);
        return new StreamLimits
        {
            MaxLineBytes = random.Next(1, 512),
            MaxEventBytes = random.Next(1, 512),
            MaxMessageBytes = random.Next(1, 4096),
            MaxDepth = random.Next(1, 6),
            MaxBlocks = random.Next(1, 4),
        };
    }

    private static void VerifySame(StreamTrace expected, StreamTrace actual, FeedPlan plan)
    {
        string? difference = StreamTrace.FindDifference(expected, actual);
        Check.That(difference is null, $"{plan}: {difference}");
    }

    /// <summary>Verifies that a message is the result only if the bytes contain its end.</summary>
    private static void VerifyEnd(byte[] input, StreamTrace trace)
    {
        if (trace.Outcome.StartsWith('{'))
        {
            VerifyJson(trace.Outcome);
            Check.That(SseReference.Read([.. input, .. "\n\n"u8]).Exists(SaysStop), "A message came out although nothing says message_stop.");
        }
    }

    private static bool SaysStop(SeenEvent e)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(e.Data, s_options);
            string? type = document.RootElement is { ValueKind: JsonValueKind.Object } json
                ? json.EnumerateObject().Where(member => JsonStrings.NameOf(member) == "type").Select(member => JsonStrings.ValueOf(member.Value)).LastOrDefault()
                : null;
            return (type ?? e.Name) == MessageStop;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task VerifyOwnedAsync(byte[] input)
    {
        await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(input));
        bool mayHoldHalves = false;
        try
        {
            await foreach (StreamEvent e in stream)
            {
                string raw = e.RawJson.ToString();
                string owned = e.ToOwned().ToJson();
                mayHoldHalves |= raw.Contains("\\u", StringComparison.Ordinal);
                Check.That(raw == owned || (e.Type == StreamEventType.ContentBlockDelta && mayHoldHalves), $"{raw} is kept as {owned}");
            }

            Message message = await stream.GetFinalMessageAsync();
            VerifyJson(message.ToVerbatimTurn().ToJson());
        }
        catch (ClaudeException e)
        {
            VerifyJson(e.Partial?.ToJson() ?? "{}");
        }
    }

    private static void VerifyJson(string json) => JsonDocument.Parse(json, s_options).Dispose();
}
