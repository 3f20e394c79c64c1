using System.Text;
using System.Text.Json;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Outputs;

/// <summary>Reads the output from the text of a message.</summary>
internal static class OutputText
{
    public static T Read<T>(Message message)
        where T : IClaudeOutput<T>
    {
        if (message.StopReason.Kind == StopReasonKind.Refusal)
        {
            throw new ClaudeOutputException(
                ClaudeOutputErrorKind.Refusal, "The model refused to answer. The exception's FinalMessage has what it wrote.", message);
        }

        byte[] json = Find(message);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            T output = T.ReadOutput(ref reader);

            // Throws if anything but whitespace follows.
            reader.Read();
            return output;
        }
        catch (JsonException exception)
        {
            throw Failure(exception, json, message);
        }
    }

    private static byte[] Find(Message message)
    {
        List<TextBlock> blocks = [.. message.Content.OfType<TextBlock>()];
        byte[] first = blocks.Count > 0 ? Encoding.UTF8.GetBytes(blocks[0].Text) : [];
        return blocks.Count > 1 && IncrementalJsonValidator.StateOf(first) != ToolInputState.Valid
            ? Encoding.UTF8.GetBytes(string.Concat(blocks.Select(block => block.Text)))
            : first;
    }

    private static ClaudeOutputException Failure(JsonException exception, byte[] json, Message message)
    {
        if (message.StopReason.Kind is StopReasonKind.MaxTokens or StopReasonKind.ModelContextWindowExceeded
            && IncrementalJsonValidator.StateOf(json) != ToolInputState.Valid)
        {
            return new ClaudeOutputException(
                ClaudeOutputErrorKind.MaxTokens,
                $"The output was cut off, because the model stopped with '{message.StopReason}'. Raise MaxTokens, or ask for less.",
                message);
        }

        if (json.Length == 0)
        {
            return Invalid("The message has no text", "the message has no text.", path: null, message);
        }

        return exception is JsonBindingError error
            ? Invalid($"Invalid output{JsonBindingError.Describe(error, json)}", error.Message, JsonBindingError.PathAt(json, error.Position), message)
            : Invalid(
                $"Invalid output{JsonBindingError.Describe(exception, json)}",
                $"the JSON is not valid, or nests deeper than {JsonText.DefaultMaxDepth} levels.",
                path: null,
                message);
    }

    private static ClaudeOutputException Invalid(string text, string reason, string? path, Message message) =>
        new(ClaudeOutputErrorKind.Invalid, $"{text.TrimEnd('.')}. The exception's FinalMessage has the text.", message, path, reason);
}
