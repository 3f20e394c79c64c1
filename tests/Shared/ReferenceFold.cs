using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// A second implementation of the fold, which is slow, uses a document model, and follows the description of the protocol. The library's result for a stream,
/// or for the beginning of a stream, is compared with it. It is itself compared with the expected messages of the corpus.
/// </summary>
internal sealed class ReferenceFold
{
    private readonly ReferenceBlocks _blocks = new();
    private JsonObject? _message;

    public bool HasStopped { get; private set; }

    /// <summary>Gets the concatenated fragments of each tool input, with the position of its block.</summary>
    public IEnumerable<(int Position, string Input)> Inputs =>
        _blocks.InOrder.Select((block, position) => (position, block)).Where(item => item.block.Input is not null).Select(item => (item.position, InputOf(item.block)));

    /// <summary>Returns the data of the complete events in a body with the API's own framing, up to <c>message_stop</c>.</summary>
    /// <param name="body">The body, or the beginning of a body.</param>
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
                Start(e["message"]!.DeepClone().AsObject());
                break;
            case "content_block_start" when e.AsObject().ContainsKey("content_block"):
                _blocks.Start(e["index"], e["content_block"]?.DeepClone());
                break;
            case "content_block_delta" when e["delta"] is JsonObject delta:
                FoldDelta(e["index"], delta);
                break;
            case "content_block_stop":
                _blocks.Stop(e["index"]);
                break;
            case "message_delta":
                _blocks.CloseSpilled();
                FoldMessage(e);
                break;
            case "message_stop":
                HasStopped = true;
                foreach (ReferenceBlock block in _blocks.InOrder)
                {
                    block.Close();
                }

                break;
        }
    }

    /// <summary>Returns the message as JSON, or null if none has begun.</summary>
    public JsonElement? ToJson()
    {
        if (_message is null)
        {
            return null;
        }

        JsonNode message = _message.DeepClone();
        var content = new JsonArray();
        foreach (ReferenceBlock block in _blocks.InOrder)
        {
            JsonNode? copy = block.Json?.DeepClone();
            if (copy is JsonObject known)
            {
                ReplaceHalves(known);
                if (block.Input is not null && IsJson(InputOf(block)))
                {
                    known["input"] = JsonNode.Parse(InputOf(block));
                }
            }

            content.Add(copy);
        }

        message["content"] = content;

        using JsonDocument document = JsonDocument.Parse(message.ToJsonString());
        return document.RootElement.Clone();
    }

    private void Start(JsonObject message)
    {
        _blocks.CloseSpilled();
        JsonArray? content = message["content"] as JsonArray;
        message["content"] = new JsonArray();
        if (_message is null)
        {
            _message = message;
        }
        else
        {
            if (!JsonNode.DeepEquals(_message["id"], message["id"]))
            {
                _blocks.StartAnew();
            }

            FoldMessage(new JsonObject { ["usage"] = message["usage"]?.DeepClone() });
        }

        foreach (JsonNode? block in content ?? [])
        {
            _blocks.Add(block?.DeepClone());
        }
    }

    private void FoldDelta(JsonNode? index, JsonObject delta)
    {
        string type = Text(delta["type"]) ?? "";
        if (_blocks.For(index, type, IsEmpty(delta)) is not { Json: JsonObject json } block)
        {
            return;
        }

        switch (type)
        {
            case "text_delta":
                Append(delta["text"], json, "text");
                break;
            case "thinking_delta":
                Append(delta["thinking"], json, "thinking");
                break;
            case "signature_delta" when Text(delta["signature"]) is { Length: > 0 }:
                Set(delta, json, "signature");
                break;
            case "citations_delta" when delta.ContainsKey("citation"):
                JsonArray citations = json["citations"] as JsonArray ?? [];
                json["citations"] = citations;
                citations.Add(delta["citation"]?.DeepClone());
                break;
            case "input_json_delta":
                block.Input += TextOrJson(delta["partial_json"]);
                break;
            case "compaction_delta":
                Set(delta, json, "content");
                Set(delta, json, "encrypted_content");
                break;
        }
    }

    private static bool IsEmpty(JsonObject delta) => delta.All(member => member.Key == "type" || member.Value is null || Text(member.Value) is { Length: 0 });

    private void FoldMessage(JsonNode e)
    {
        // Usage inside the delta counts as if it were next to the delta.
        if (e["delta"] is JsonObject holder && holder["usage"] is JsonObject inner)
        {
            holder.Remove("usage");
            JsonObject outer = e["usage"] as JsonObject ?? [];
            Merge(outer.DeepClone().AsObject(), inner);
            e["usage"] = inner.DeepClone();
        }

        foreach ((string name, JsonNode? value) in e.AsObject().Where(member => member.Key != "type"))
        {
            switch (name)
            {
                case "usage" when value is JsonObject added:
                    JsonObject usage = _message!["usage"] as JsonObject ?? [];
                    _message["usage"] = usage;
                    Merge(added, usage);
                    break;
                case "delta" when value is JsonObject delta:
                    delta.Remove("content");
                    Merge(delta, _message!);
                    break;
                case not ("usage" or "delta" or "content") when value is not null:
                    _message![name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void Append(JsonNode? piece, JsonObject block, string member)
    {
        if (TextOrJson(piece) is { } text)
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

    internal static string? Text(JsonNode? node) => node is not JsonValue value || value.GetValueKind() != JsonValueKind.String ? null
        : value.TryGetValue(out JsonElement received) ? JsonStrings.ValueOf(received)
        : value.GetValue<string>();

    /// <summary>Returns a string, or the JSON of another value in the place of a string.</summary>
    internal static string? TextOrJson(JsonNode? node) => node is null ? null : Text(node) ?? JsonOf(node);

    private static string JsonOf(JsonNode node) => node is JsonValue value && value.TryGetValue(out JsonElement received) ? received.GetRawText() : node.ToJsonString();

    /// <summary>Replaces unpaired surrogates in strings with appended text, which may end with a high surrogate whose low surrogate has not arrived.</summary>
    internal static void ReplaceHalves(JsonObject block)
    {
        foreach ((string name, JsonNode? value) in block.ToArray())
        {
            if (value is JsonValue text && !text.TryGetValue(out JsonElement _) && Text(text) is { } appended)
            {
                block[name] = WithoutHalves(appended);
            }
        }
    }

    /// <summary>Returns the input so far. A high surrogate at its end does not count until its low surrogate arrives.</summary>
    private static string InputOf(ReferenceBlock block)
    {
        string input = block.Input!;
        return WithoutHalves(input.Length > 0 && char.IsHighSurrogate(input[^1]) ? input[..^1] : input);
    }

    internal static string WithoutHalves(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void Merge(JsonObject from, JsonObject into)
    {
        foreach ((string name, JsonNode? value) in from)
        {
            if (value is not null)
            {
                into[name] = value.DeepClone();
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
