using System.Globalization;
using System.Text;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the pieces of paced text at every split of the text into deltas, against a slow reference that divides all of the text again each time.</summary>
internal static class TextPacingCheck
{
    private const int LongGrapheme = 300;

    private static readonly string[] s_texts =
    [
        "One. Two! Three?\nFour",
        "a\r\nb\r\r\n\n\u2028c",
        "e\u0301a\u0308\u0323o.\u0301 n\u0303",
        "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 x\U0001F3F3\uFE0F\u200D\U0001F308.",
        "\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1EF. \U0001F44D\U0001F3FD",
        "\u1112\u1161\u11AB\u1100\u1173\u11AF \u0928\u093F \uD55C\u3002",
        "\u0301a\u200D\u200Db\u0600.c",
    ];

    private static readonly (int MinChars, string FlushAt)[] s_pacings = [(0, ""), (1, ""), (0, ".!?\n"), (3, ".\n"), (10, ".!?\n\u3002")];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((string text, int index) in s_texts.Select((text, index) => (text, index)))
        {
            yield return ($"text {index} at every split in two and in three", () => Text_AtEverySplit_IsDividedAsByTheReference(text));
            yield return ($"text {index} by code units", () => Text_ByCodeUnits_IsDividedAsByTheReference(text));
        }

        yield return ("a grapheme that grows for long stays whole", Grapheme_ThatGrowsForLong_StaysWhole);
        yield return ("a block of another kind ends the piece", Block_OfAnotherKind_EndsThePiece);
        yield return ("text before a failure is returned", Text_BeforeAFailure_IsReturned);
    }

    private static async Task Text_AtEverySplit_IsDividedAsByTheReference(string text)
    {
        for (int first = 0; first <= text.Length; first++)
        {
            for (int second = first; second <= text.Length; second++)
            {
                await VerifyAsync([text[..first], text[first..second], text[second..]], int.MaxValue);
            }
        }
    }

    private static async Task Text_ByCodeUnits_IsDividedAsByTheReference(string text)
    {
        string[] deltas = [.. text.Select(unit => unit.ToString())];
        await VerifyAsync(deltas, int.MaxValue);
        await VerifyAsync(deltas, readSize: 1);
    }

    private static async Task Grapheme_ThatGrowsForLong_StaysWhole()
    {
        string zalgo = "z" + new string('\u0301', LongGrapheme);
        string[] deltas = ["a", .. zalgo.Select(unit => unit.ToString()), "b", "."];

        List<string> pieces = await PiecesAsync(deltas, new TextPacing { MinChars = 1 });

        // The end of so long a grapheme may be noticed later, but there is no piece that ends in it.
        Check.Equal("a", pieces[0]);
        Check.That(pieces[1].StartsWith(zalgo, StringComparison.Ordinal));
        Check.Equal(string.Concat(deltas), string.Concat(pieces));
    }

    private static async Task Block_OfAnotherKind_EndsThePiece()
    {
        await using MessageStream stream = SseBody.Begin()
            .TextStart().Text("One").BlockStop().TextStart(1).Text(" and a").BlockStop(1).ToolStart(2).Input("{}", 2).BlockStop(2)
            .TextStart(3).Text("\u0301 two.", 3).BlockStop(3).End().Open();

        List<string> pieces = await stream.ReadTextAsync(new TextPacing { FlushAt = "." }).ToListAsync();

        Check.SequenceEqual(["One and a", "\u0301 two."], pieces);
    }

    private static async Task Text_BeforeAFailure_IsReturned()
    {
        foreach (bool isError in (bool[])[false, true])
        {
            SseBody body = SseBody.Begin().TextStart().Text("One. Tw").Text("o");
            body = isError ? body.Event("""{"type":"error","error":{"type":"overloaded_error","message":"x"}}""") : body;
            await using MessageStream stream = body.Open();
            List<string> pieces = [];

            ClaudeException e = await Check.ThrowsAsync<ClaudeException>(async () =>
            {
                await foreach (string piece in stream.ReadTextAsync(new TextPacing { FlushAt = "." }))
                {
                    pieces.Add(piece);
                }
            });

            Check.SequenceEqual(["One.", " Two"], pieces);
            Check.Equal(isError, e is ClaudeApiException);
            Check.Equal("One. Two", e.Partial?.Text);
        }
    }

    private static async Task VerifyAsync(string[] deltas, int readSize)
    {
        foreach ((int minChars, string flushAt) in s_pacings)
        {
            var pacing = new TextPacing { MinChars = minChars, FlushAt = flushAt };
            string what = $"{string.Join('|', deltas.Select(Escape))}, {minChars} {Escape(flushAt)}";

            List<string> expected = Reference(deltas, minChars, flushAt);
            Check.SequenceEqual(expected, await PiecesAsync(deltas, pacing, readSize), what);

            List<string> utf8 = [];
            await using MessageStream stream = BodyOf(deltas).Open(readSize: readSize);
            await foreach (ReadOnlyMemory<byte> piece in stream.ReadUtf8TextAsync(pacing))
            {
                utf8.Add(Encoding.UTF8.GetString(piece.Span));
            }

            Check.SequenceEqual(expected, utf8, what);
        }
    }

    private static async Task<List<string>> PiecesAsync(string[] deltas, TextPacing pacing, int readSize = int.MaxValue)
    {
        await using MessageStream stream = BodyOf(deltas).Open(readSize: readSize);
        return await stream.ReadTextAsync(pacing).ToListAsync();
    }

    private static SseBody BodyOf(string[] deltas)
    {
        SseBody body = SseBody.Begin().TextStart();
        foreach (string delta in deltas)
        {
            body.TextJson($"\"{Escape(delta)}\"");
        }

        return body.BlockStop().End();
    }

    // A code unit of its own may be a part of a surrogate pair, which only an escape can express.
    private static string Escape(string text) =>
        string.Concat(text.Select(unit => char.IsAsciiLetterOrDigit(unit) ? unit.ToString() : $"\\u{(int)unit:x4}"));

    private static List<string> Reference(string[] deltas, int minChars, string flushAt)
    {
        List<string> pieces = [];
        string text = "", pair = "";
        int start = 0, examined = 0;
        foreach (string delta in deltas)
        {
            // A high surrogate appears together with its low surrogate.
            string added = pair + delta;
            pair = added.Length > 0 && char.IsHighSurrogate(added[^1]) ? added[^1..] : "";
            text += added[..^pair.Length];
            int[] ends = EndsOf(text);
            int complete = text.EndsWith('\n') ? text.Length : ends.Length > 1 ? ends[^2] : 0;
            Examine(ends, complete);
            if (minChars > 0 && complete - start >= minChars)
            {
                Take(complete);
            }
        }

        Examine(EndsOf(text), text.Length);
        if (start < text.Length)
        {
            Take(text.Length);
        }

        return pieces;

        void Examine(int[] ends, int complete)
        {
            foreach (int end in ends.Where(end => end > examined && end <= complete))
            {
                if (text[examined..end].Any(flushAt.Contains))
                {
                    Take(end);
                }

                examined = end;
            }
        }

        void Take(int end)
        {
            pieces.Add(text[start..end]);
            start = end;
        }
    }

    private static int[] EndsOf(string text) => text.Length == 0 ? [] : [.. StringInfo.ParseCombiningCharacters(text).Skip(1), text.Length];
}
