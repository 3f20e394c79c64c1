namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a recorded stream folds to its expected message, no matter how its bytes arrive.</summary>
internal static class RecordedStreamCheck
{
    public static async Task RunAsync(CorpusCase recorded)
    {
        foreach (int size in ReadSizes.For(recorded.Body))
        {
            string what = $"{recorded.Name} in reads of {size}";
            Verify(recorded.Expected, await StreamOutcome.OfAsync(recorded.Body, size), what);
        }
    }

    private static void Verify(ExpectedMessage expected, StreamOutcome outcome, string what)
    {
        if (expected.ErrorType is { } errorType)
        {
            Check.Equal(errorType, (outcome.Failure as ClaudeApiException)?.ErrorType.Value, $"{what}: error type");
            Check.Equal(expected.Message is null, outcome.Failure!.Partial is null, $"{what}: no partial message");
            if (expected.Message is not null)
            {
                VerifyMessage(expected, outcome.Failure.Partial!, what);
            }
        }
        else if (expected.IsCut)
        {
            Check.Equal(ClaudeTransportErrorKind.ResponseEnded, (outcome.Failure as ClaudeTransportException)?.Kind, $"{what}: kind of failure");
            VerifyMessage(expected, outcome.Failure!.Partial!, what);
        }
        else
        {
            VerifyMessage(expected, outcome.RequireMessage(), what);
        }
    }

    private static void VerifyMessage(ExpectedMessage expected, Message message, string what)
    {
        Check.JsonEqual(expected.Message!.Value, message.ToJson(), what);
        Check.SequenceEqual(expected.Text, message.Content.OfType<TextBlock>().Select(block => block.Text), $"{what}: text block");
        Check.SequenceEqual(expected.Thinking, message.Content.OfType<ThinkingBlock>().Select(block => block.Thinking), $"{what}: thinking block");
        foreach ((int index, string raw) in expected.ToolInputs)
        {
            VerifyToolInput(expected, message.Content[index], index, raw, what);
        }
    }

    private static void VerifyToolInput(ExpectedMessage expected, ContentBlock block, int index, string raw, string what)
    {
        ToolInput? input = (block as ToolUseBlock)?.Input ?? (block as ServerToolUseBlock)?.Input;
        if (input is null)
        {
            return;
        }

        Check.Equal(expected.IsToolInputCut(index) ? ToolInputState.Incomplete : ToolInputState.Valid, input.State, $"{what}: state of tool input {index}");
        if (raw.Length > 0)
        {
            Check.Equal(raw, input.ToString(), $"{what}: bytes of tool input {index}");
        }
    }
}
