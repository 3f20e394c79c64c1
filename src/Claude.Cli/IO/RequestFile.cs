using System.Text.Json;
using Claude.Aot;

namespace Claude.Cli.IO;

/// <summary>Reads a file that contains a request as JSON.</summary>
internal static class RequestFile
{
    /// <exception cref="InputException">The file cannot be read, or does not contain a request.</exception>
    public static async Task<MessageRequest> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using Stream file = InputArgument.Open(path);
        using var json = new MemoryStream();
        await file.CopyToAsync(json, cancellationToken);
        try
        {
            return Parse(json.GetBuffer().AsSpan(0, (int)json.Length));
        }
        catch (JsonException)
        {
            throw new InputException($"{path} does not contain a request as a JSON object");
        }
    }

    private static MessageRequest Parse(ReadOnlySpan<byte> json)
    {
        MessageRequest request = ClaudeJson.Parse<MessageRequest>(json);
        return request.RawJson.ValueKind == JsonValueKind.Object ? request : throw new JsonException();
    }
}
