namespace Claude.Aot.Tests.Shared;

/// <summary>A recorded stream that is cut at any byte gives its whole message or says that it was cut, with a beginning of the message.</summary>
internal static class EveryCutCheck
{
    public static async Task RunAsync(CorpusCase recorded)
    {
        int end = EndOfMessage(recorded.Body);
        string whole = string.Concat(recorded.Expected.Text);
        string longest = "";
        for (int length = 0; length <= recorded.Body.Length; length++)
        {
            string what = $"{recorded.Name} cut at {length}";
            StreamOutcome outcome = await StreamOutcome.OfAsync(recorded.Body[..length], int.MaxValue);
            if (length >= end)
            {
                Check.JsonEqual(recorded.Expected.Message!.Value, outcome.RequireMessage().ToJson(), what);
                continue;
            }

            Check.Equal(ClaudeStreamErrorKind.Truncated, (outcome.Failure as ClaudeStreamException)?.Kind, $"{what}: kind of failure");
            string text = outcome.Failure!.Partial?.Text ?? "";
            Check.That(whole.StartsWith(text, StringComparison.Ordinal) && text.Length >= longest.Length, $"{what}: '{text}' after '{longest}'");
            longest = text;
        }

        Check.Equal(whole, longest, $"{recorded.Name}: text before the end");
    }

    /// <summary>Where the JSON of <c>message_stop</c> ends.</summary>
    private static int EndOfMessage(ReadOnlySpan<byte> body)
    {
        int stop = body.LastIndexOf("\"message_stop\""u8);
        int lineEnd = body[stop..].IndexOf((byte)'\n');
        return body[..(lineEnd < 0 ? body.Length : stop + lineEnd)].LastIndexOf((byte)'}') + 1;
    }
}
