using System.Text;
using System.Text.Json;
using Claude.Aot.Buffers;
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

        string text = Find(message);
        byte[] buffer = BytePool.Rent(Encoding.UTF8.GetByteCount(text));
        ReadOnlySpan<byte> json = buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
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
        finally
        {
            BytePool.Return(buffer);
        }
    }

    private static string Find(Message message)
    {
        TextBlock? first = null;
        bool hasMore = false;
        for (int i = 0; i < message.Content.Count && !hasMore; i++)
        {
            TextBlock? text = message.Content[i] as TextBlock;
            hasMore = first is not null && text is not null;
            first ??= text;
        }

        return hasMore && IncrementalJsonValidator.StateOf(Encoding.UTF8.GetBytes(first!.Text)) != ToolInputState.Valid
            ? string.Concat(message.Content.OfType<TextBlock>().Select(block => block.Text))
            : first?.Text ?? "";
    }

    private static ClaudeOutputException Failure(JsonException exception, ReadOnlySpan<byte> json, Message message)
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

        string text = $"Invalid output{JsonBindingError.Describe(exception, json)}";
        return exception is JsonBindingError error
            ? Invalid(text, error.Message, JsonBindingError.PathAt(json, error.Position), message)
            : Invalid(text, $"the JSON is not valid, or nests deeper than {JsonText.DefaultMaxDepth} levels.", path: null, message);
    }

    private static ClaudeOutputException Invalid(string text, string reason, string? path, Message message) =>
        new(ClaudeOutputErrorKind.Invalid, $"{text.TrimEnd('.')}. The exception's FinalMessage has the text.", message, path, reason);
}
