using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>A small named change of a recorded stream comes out as its manifest says.</summary>
internal static class DerivedStreamCheck
{
    public static async Task RunAsync(CorpusFolder corpus, JsonElement entry)
    {
        string name = entry.GetProperty("file").GetString()!;
        byte[] body = corpus.ReadBytes(name);
        ExpectedMessage? source = FindSource(corpus, entry);
        foreach (int size in ReadSizes.For(body))
        {
            Verify(entry.GetProperty("expect"), source, await StreamOutcome.OfAsync(body, size), $"{name} in reads of {size}");
        }
    }

    // Two recordings that were changed are not themselves part of the collection; of those changes it is only known that a message comes out.
    private static ExpectedMessage? FindSource(CorpusFolder corpus, JsonElement entry) =>
        Path.GetFileNameWithoutExtension(entry.GetProperty("derived_from").GetString()) is { } name && corpus.HasRecorded(name)
            ? corpus.Recorded(name).Expected
            : null;

    private static void Verify(JsonElement expect, ExpectedMessage? source, StreamOutcome outcome, string what)
    {
        switch (expect.GetProperty("outcome").GetString())
        {
            case "error":
                Check.That(outcome.Failure is not null, $"{what}: expected an error");
                break;
            case "same" when source is not null:
                VerifySame(source, outcome.RequireMessage(), what);
                break;
            case "same":
                outcome.RequireMessage();
                break;
            case "message":
                VerifyDetails(expect, source, outcome.RequireMessage(), what);
                break;
            case "either":
                // A message or one of the library's own exceptions; any other would not have come this far.
                break;
        }
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
                    Check.Equal(detail.Value.GetString(), message.StopReason?.Value, $"{what}: stop reason");
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
