using System.Runtime.CompilerServices;
using System.Text.Json;
using Claude.Aot;
using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>
/// Reads the requests of a file, one per line: a complete request of a batch (<c>{"custom_id":…,"params":…}</c>), a prompt with a name
/// (<c>{"custom_id":…,"prompt":…}</c>), or only a prompt (<c>"…"</c>, or the object without a name), which is named after its line number.
/// </summary>
/// <param name="path">The path of the file.</param>
/// <param name="ask">Creates the request for a prompt.</param>
internal sealed class PromptFile(string path, Func<string, MessageRequest> ask)
{
    private const int MaxNameLength = 64;

    /// <summary>Gets the path of the file.</summary>
    public string Path => path;

    /// <summary>Reads the requests of a file without mistakes.</summary>
    /// <exception cref="InputException">The file cannot be read, or lines have none of these forms.</exception>
    public async IAsyncEnumerable<MessageBatchRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var mistakes = new PromptMistakes(path);
        await foreach ((_, MessageBatchRequest request) in ReadAsync(mistakes, cancellationToken))
        {
            mistakes.ThrowIfAny();
            yield return request;
        }

        mistakes.ThrowIfAny();
    }

    /// <summary>Reads the requests with the numbers of their lines, and collects the mistakes of the other lines.</summary>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public async IAsyncEnumerable<(int Line, MessageBatchRequest Request)> ReadAsync(
        PromptMistakes mistakes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using StreamReader reader = Open();
        for (int number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line) && Parse(line, number, mistakes) is { } request)
            {
                yield return (number, request);
            }
        }
    }

    private StreamReader Open()
    {
        try
        {
            return File.OpenText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(e.Message);
        }
    }

    private MessageBatchRequest? Parse(string line, int number, PromptMistakes mistakes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (HasStranger(document.RootElement))
            {
                mistakes.Add(number, "a line with a prompt can have only custom_id as a further member. Use params for other members");
                return null;
            }

            MessageBatchRequest request = Parse(document.RootElement, line, number);
            if (IsName(request.CustomId))
            {
                return request;
            }

            mistakes.Add(number, "custom_id must consist of 1 to 64 letters, digits, _ and -");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a JSON string with an unpaired surrogate is valid JSON, but cannot be converted to text.
            mistakes.Add(number, """this is not a request. Write {"custom_id":…,"params":…}, {"custom_id":…,"prompt":…} or "…" """.TrimEnd());
        }

        return null;
    }

    private MessageBatchRequest Parse(JsonElement json, string line, int number)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return new MessageBatchRequest($"line-{number}", ask(json.GetString()!));
        }

        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("prompt", out JsonElement prompt))
        {
            return MessageBatchRequest.Parse(line);
        }

        bool hasName = json.TryGetProperty("custom_id", out JsonElement name);
        return prompt.ValueKind != JsonValueKind.String || (hasName && name.ValueKind != JsonValueKind.String)
            ? throw new JsonException()
            : new MessageBatchRequest(hasName ? name.GetString()! : $"line-{number}", ask(prompt.GetString()!));
    }

    private static bool HasStranger(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("prompt", out _)
        && json.EnumerateObject().Any(member => member.Name is not ("prompt" or "custom_id"));

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
