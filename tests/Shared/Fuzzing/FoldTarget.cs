using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>
/// Checks that the fold of a valid stream equals that of a naive second implementation, for messages and partial messages, and that the message is sent back to
/// the API unchanged.
/// </summary>
internal static class FoldTarget
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 1024 };

    public static Task RunAsync(byte[] input)
    {
        ComposedStream composed = StreamComposer.Compose(input);
        return VerifyAsync(composed, FeedPlan.Any(composed.Body.Length, FeedPlan.RandomFor(input)));
    }

    /// <summary>Verifies a stream that is fed according to a plan.</summary>
    public static async Task VerifyAsync(ComposedStream composed, FeedPlan plan)
    {
        var fold = new ReferenceFold();
        foreach (string json in composed.Events)
        {
            fold.Add(json);
        }

        Message message = await ReadAsync(composed, plan);
        JsonElement expected = fold.ToJson()!.Value;
        Check.JsonEqual(expected, message.ToJson(), "message");
        using JsonDocument echo = JsonDocument.Parse(message.ToVerbatimTurn().ToJson(), s_options);
        string? difference = JsonComparer.FindDifference(expected.GetProperty("content"), echo.RootElement.GetProperty("content"));
        Check.That(difference is null, $"echo: {difference}");
        VerifyInputs(fold, message);
    }

    private static async Task<Message> ReadAsync(ComposedStream composed, FeedPlan plan)
    {
        await using MessageStream stream = MessageStream.FromStream(plan.Open(composed.Body));
        try
        {
            Message message = await stream.GetFinalMessageAsync();
            Check.That(composed.HasEnd, "A message without its end came out whole.");
            return message;
        }
        catch (ClaudeTransportException e) when (e.Kind == ClaudeTransportErrorKind.ResponseEnded && !composed.HasEnd)
        {
            return e.Partial!;
        }
    }

    private static void VerifyInputs(ReferenceFold fold, Message message)
    {
        foreach ((int position, string input) in fold.Inputs)
        {
            ToolInput? actual = (message.Content[position] as ToolUseBlock)?.Input ?? (message.Content[position] as ServerToolUseBlock)?.Input;
            if (actual is not null && !string.IsNullOrWhiteSpace(input))
            {
                byte[] utf8 = Encoding.UTF8.GetBytes(input);
                Check.Equal(JsonOracle.StateOf(utf8), actual.State, $"state of input {input}");
                Check.That(actual.Utf8.SequenceEqual(utf8), $"input {input} became {actual}");
            }
        }
    }
}
