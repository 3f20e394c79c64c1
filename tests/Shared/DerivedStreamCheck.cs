using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a small named change of a recorded stream has the result that the manifest states.</summary>
internal static class DerivedStreamCheck
{
    public static async Task RunAsync(CorpusFolder corpus, JsonElement entry)
    {
        string name = entry.GetProperty("file").GetString()!;
        byte[] body = corpus.ReadBytes(name);
        ExpectedMessage? source = FindSource(corpus, entry);
        foreach (int size in ReadSizes.For(body))
        {
            string what = $"{name} in reads of {size}";
            StreamOutcome outcome = await StreamOutcome.OfAsync(body, size);
            JsonElement expect = entry.GetProperty("expect");
            switch (expect.GetProperty("outcome").GetString())
            {
                case "error":
                    Check.That(outcome.Message is null, $"{what}: expected an error");
                    VerifyFailure(outcome.Failure!, Fold(body, adoptLast: true), what);
                    break;
                // Both outcomes are correct. Each is compared with the fold of the events that belong to it.
                case "either" when outcome.Failure is { } failure:
                    VerifyFailure(failure, Fold(body, adoptLast: false), what);
                    break;
                case "either":
                    (JsonElement? whole, _, bool hasStopped) = Fold(body, adoptLast: true);
                    Check.That(hasStopped, $"{what}: the message has no end");
                    Check.JsonEqual(whole!.Value, outcome.Message!.ToJson(), what);
                    VerifyDetails(expect, source, outcome.Message, what);
                    break;
                default:
                    Verify(expect, source, outcome, what);
                    break;
            }
        }
    }

    // Two recordings that were changed are not part of the collection. For their changes, it is only known that a message is the result.
    private static ExpectedMessage? FindSource(CorpusFolder corpus, JsonElement entry) =>
        Path.GetFileNameWithoutExtension(entry.GetProperty("derived_from").GetString()) is { } name && corpus.HasRecorded(name)
            ? corpus.Recorded(name).Expected
            : null;

    private static void Verify(JsonElement expect, ExpectedMessage? source, StreamOutcome outcome, string what)
    {
        switch (expect.GetProperty("outcome").GetString())
        {
            case "same" when source is not null:
                VerifySame(source, outcome.RequireMessage(), what);
                break;
            case "same":
                outcome.RequireMessage();
                break;
            case "message":
                VerifyDetails(expect, source, outcome.RequireMessage(), what);
                break;
        }
    }

    /// <summary>
    /// Verifies that the failure is the API's error if an event contains one, otherwise a truncated stream, and that it keeps the message received before.
    /// </summary>
    private static void VerifyFailure(ClaudeException failure, (JsonElement? Message, string? Error, bool) before, string what)
    {
        if (before.Error is { } error)
        {
            Check.Equal(error, (failure as ClaudeApiException)?.ErrorType.Value, $"{what}: type of error");
        }
        else
        {
            Check.Equal(ClaudeTransportErrorKind.ResponseEnded, (failure as ClaudeTransportException)?.Kind, $"{what}: kind of failure");
        }

        Check.Equal(before.Message is null, failure.Partial is null, $"{what}: no partial message");
        if (before.Message is { } message)
        {
            Check.JsonEqual(message, failure.Partial!.ToJson(), what);
        }
    }

    /// <summary>Folds a body with the naive fold, up to its end or its error.</summary>
    private static (JsonElement? Message, string? Error, bool HasStopped) Fold(byte[] body, bool adoptLast)
    {
        var fold = new ReferenceFold();
        foreach (string json in ReferenceFold.SplitEvents(Encoding.UTF8.GetString(body), adoptLast).TakeWhile(_ => !fold.HasStopped))
        {
            using JsonDocument e = JsonDocument.Parse(json);
            if (e.RootElement.GetProperty("type").ValueEquals("error"u8))
            {
                return (fold.ToJson(), e.RootElement.GetProperty("error").GetProperty("type").GetString(), false);
            }

            fold.Add(json);
        }

        return (fold.ToJson(), null, fold.HasStopped);
    }

    private static void VerifySame(ExpectedMessage source, Message message, string what)
    {
        JsonElement expected = source.Message!.Value;
        using JsonDocument actual = JsonDocument.Parse(message.ToJson());
        foreach (string member in (ReadOnlySpan<string>)["content", "stop_reason", "stop_sequence"])
        {
            string? difference = JsonComparer.FindDifference(expected.GetProperty(member), actual.RootElement.GetProperty(member));
            Check.That(difference is null, $"{what}: {member}: {difference}");
        }
    }

    private static void VerifyDetails(JsonElement expect, ExpectedMessage? source, Message message, string what)
    {
        string?[] texts = [.. message.Content.OfType<TextBlock>().Select(block => block.Text)];
        foreach (JsonProperty detail in expect.EnumerateObject().Where(detail => source is not null || !IsSame(detail.Value)))
        {
            switch (detail.Name)
            {
                case "text_block0":
                    Check.Equal(Wanted(detail.Value, source), texts[0], $"{what}: text");
                    break;
                case "text_any":
                    Check.That(texts.Contains(Wanted(detail.Value, source)), $"{what}: no block has the text");
                    break;
                case "text_block0_len":
                    Check.Equal(detail.Value.GetInt32(), texts[0]!.Length, $"{what}: length of the text");
                    break;
                case "stop_reason":
                    Check.Equal(detail.Value.GetString(), message.StopReason.Value, $"{what}: stop reason");
                    break;
                case "tool_input":
                    Check.JsonEqual(detail.Value, message.Content.OfType<ToolUseBlock>().Single().Input.ToString(), $"{what}: tool input");
                    break;
                case "usage":
                    Check.Equal(detail.Value.GetProperty("input_tokens").GetInt64(), message.Usage.InputTokens, $"{what}: input tokens");
                    Check.Equal(detail.Value.GetProperty("output_tokens").GetInt64(), message.Usage.OutputTokens, $"{what}: output tokens");
                    break;
            }
        }
    }

    private static bool IsSame(JsonElement detail) => detail.ValueKind == JsonValueKind.String && detail.ValueEquals("same"u8);

    private static string? Wanted(JsonElement text, ExpectedMessage? source) =>
        IsSame(text) ? source!.Text.First() : text.GetString();
}
