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

    /// <exception cref="InputException">The file cannot be read, or a line has none of these forms.</exception>
    public async IAsyncEnumerable<MessageBatchRequest> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using StreamReader reader = Open();
        for (int number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
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

    private MessageBatchRequest Parse(string line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            MessageBatchRequest request = Parse(document.RootElement, line, number);
            return IsName(request.CustomId) ? request : throw Refuse(number, "custom_id must consist of 1 to 64 letters, digits, _ and -");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a JSON string with an unpaired surrogate is valid JSON, but cannot be converted to text.
            throw Refuse(number, """this is not a request. Write {"custom_id":…,"params":…}, {"custom_id":…,"prompt":…} or "…" """.TrimEnd());
        }
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

        string? stranger = json.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => name is not ("prompt" or "custom_id"));
        bool hasName = json.TryGetProperty("custom_id", out JsonElement name);
        return stranger is not null ? throw Refuse(number, "a line with a prompt can have only custom_id as a further member. Use params for other members")
            : prompt.ValueKind != JsonValueKind.String || (hasName && name.ValueKind != JsonValueKind.String) ? throw new JsonException()
            : new MessageBatchRequest(hasName ? name.GetString()! : $"line-{number}", ask(prompt.GetString()!));
    }

    private static bool IsName(string name) => name.Length is > 0 and <= MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private InputException Refuse(int number, string reason) => new($"{path}, line {number}: {reason}");
}
