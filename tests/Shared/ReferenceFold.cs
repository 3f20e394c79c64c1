using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// A second implementation of the fold: slow, over a document model, written from the protocol's description. What the library makes of a stream, or of the beginning of one,
/// is compared with it; itself it is compared with the expected messages of the corpus.
/// </summary>
internal sealed class ReferenceFold
{
    private readonly SortedDictionary<int, JsonObject> _blocks = [];
    private readonly Dictionary<int, string> _inputs = [];
    private JsonObject? _message;

    public bool HasStopped { get; private set; }

    /// <summary>The concatenated fragments of each tool input, by the position of its block.</summary>
    public IEnumerable<(int Position, string Input)> Inputs =>
        _blocks.Keys.Select((index, position) => (position, index)).Where(block => _inputs.ContainsKey(block.index)).Select(block => (block.position, InputOf(block.index)));

    /// <summary>The data of the events that a body in the API's own framing holds whole, up to <c>message_stop</c>.</summary>
    /// <param name="body">The body, or the beginning of one.</param>
    /// <param name="adoptLast">Whether a last event that lacks only its line ends counts.</param>
    public static List<string> SplitEvents(string body, bool adoptLast)
    {
        string[] frames = body.Split("\n\n");
        var events = frames[..^1].Select(DataOf).Where(data => data.Length > 0).ToList();
        string last = DataOf(frames[^1]);
        if (adoptLast && IsObject(last))
        {
            events.Add(last);
        }

        return events;
    }

    public void Add(string json)
    {
        JsonNode e = JsonNode.Parse(json)!;
        switch (Text(e["type"]))
        {
            case "message_start":
                _message ??= e["message"]!.DeepClone().AsObject();
                break;
            // No block can have this index.
            case "content_block_start" or "content_block_delta" or "content_block_stop" when (int)e["index"]! < 0:
                break;
            case "content_block_start":
                _blocks.TryAdd((int)e["index"]!, e["content_block"]!.DeepClone().AsObject());
                break;
            case "content_block_delta":
                FoldDelta((int)e["index"]!, e["delta"]!.AsObject());
                break;
            case "content_block_stop" when _blocks.TryGetValue((int)e["index"]!, out JsonObject? block):
                Complete((int)e["index"]!, block);
                break;
            case "message_delta":
                FoldMessage(e);
                break;
            case "message_stop":
                HasStopped = true;
                foreach ((int index, JsonObject open) in _blocks)
                {
                    Complete(index, open);
                }

                break;
        }
    }

    /// <summary>The message in wire form, or null where none has begun.</summary>
    public JsonElement? ToJson()
    {
        if (_message is null)
        {
            return null;
        }

        JsonNode message = _message.DeepClone();
        foreach ((int index, JsonObject block) in _blocks)
        {
            JsonObject copy = block.DeepClone().AsObject();
            ReplaceHalves(copy);
            if (_inputs.ContainsKey(index) && IsJson(InputOf(index)))
            {
                copy["input"] = JsonNode.Parse(InputOf(index));
            }

            message["content"]!.AsArray().Add((JsonNode)copy);
        }

        using JsonDocument document = JsonDocument.Parse(message.ToJsonString());
        return document.RootElement.Clone();
    }

    private void FoldDelta(int index, JsonObject delta)
    {
        if (!_blocks.TryGetValue(index, out JsonObject? block))
        {
            block = new JsonObject { ["type"] = Text(delta["type"])!.Replace("_delta", "", StringComparison.Ordinal) };
            _blocks.Add(index, block);
        }

        switch (Text(delta["type"]))
        {
            case "text_delta":
                Append(delta["text"], block, "text");
                break;
            case "thinking_delta":
                Append(delta["thinking"], block, "thinking");
                break;
            case "signature_delta":
                Set(delta, block, "signature");
                break;
            case "citations_delta" when delta.ContainsKey("citation"):
                JsonArray citations = block["citations"] as JsonArray ?? [];
                block["citations"] = citations;
                citations.Add(delta["citation"]?.DeepClone());
                break;
            case "input_json_delta":
                _inputs[index] = _inputs.GetValueOrDefault(index) + Text(delta["partial_json"]);
                break;
            case "compaction_delta":
                Set(delta, block, "content");
                Set(delta, block, "encrypted_content");
                break;
        }
    }

    private void Complete(int index, JsonObject block)
    {
        ReplaceHalves(block);
        if (_inputs.TryGetValue(index, out string? input))
        {
            _inputs[index] = WithoutHalves(input);
        }
    }

    private void FoldMessage(JsonNode e)
    {
        foreach ((string name, JsonNode? value) in e.AsObject().Where(member => member.Key != "type"))
        {
            switch (name)
            {
                case "usage" when value is JsonObject added:
                    JsonObject usage = _message!["usage"] as JsonObject ?? [];
                    _message["usage"] = usage;
                    Merge(added, usage, static _ => false);
                    break;
                case "delta" when value is JsonObject delta:
                    delta.Remove("content");
                    Merge(delta, _message!, static member => member is "stop_reason" or "stop_sequence");
                    break;
                case not ("usage" or "delta" or "content") when value is not null:
                    _message![name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void Append(JsonNode? piece, JsonObject block, string member)
    {
        if (Text(piece) is { } text)
        {
            block[member] = Text(block[member]) + text;
        }
    }

    private static void Set(JsonObject delta, JsonObject block, string member)
    {
        if (delta.ContainsKey(member))
        {
            block[member] = delta[member]?.DeepClone();
        }
    }

    private static string? Text(JsonNode? node) => node is not JsonValue value || value.GetValueKind() != JsonValueKind.String ? null
        : value.TryGetValue(out JsonElement received) ? JsonStrings.ValueOf(received)
        : value.GetValue<string>();

    /// <summary>Strings that were appended to may end in half a character, whose other half did not come.</summary>
    private static void ReplaceHalves(JsonObject block)
    {
        foreach ((string name, JsonNode? value) in block.ToArray())
        {
            if (value is JsonValue text && !text.TryGetValue(out JsonElement _) && Text(text) is { } appended)
            {
                block[name] = WithoutHalves(appended);
            }
        }
    }

    /// <summary>The bytes of an input so far: half a character at their end is none yet.</summary>
    private string InputOf(int index)
    {
        string input = _inputs[index];
        return WithoutHalves(input.Length > 0 && char.IsHighSurrogate(input[^1]) ? input[..^1] : input);
    }

    private static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Merge(JsonObject from, JsonObject into, Func<string, bool> nullReplaces)
    {
        foreach ((string name, JsonNode? value) in from)
        {
            if (value is not null || nullReplaces(name))
            {
                into[name] = value?.DeepClone();
            }
        }
    }

    private static string DataOf(string frame) =>
        string.Join('\n', frame.Split('\n').Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..].TrimStart(' ')));

    private static bool IsObject(string text) => text.StartsWith('{') && IsJson(text);

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
