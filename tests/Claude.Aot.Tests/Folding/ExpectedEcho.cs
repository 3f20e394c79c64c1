using System.Text.Json;

namespace Claude.Aot.Tests.Folding;

/// <summary>
/// What a message must still say to the letter, whatever its events are like: the members of its start that no event changes, and of each block those that no delta folds into.
/// </summary>
internal sealed class ExpectedEcho
{
    private static readonly string[] s_blockTargets = ["text", "thinking", "signature", "citations", "input", "content", "encrypted_content"];
    private static readonly string[] s_folding = ["text_delta", "thinking_delta", "signature_delta", "citations_delta", "input_json_delta", "compaction_delta"];

    private readonly SortedDictionary<int, Block> _blocks = [];
    private readonly HashSet<string> _changed = ["content"];
    private JsonElement? _start;

    /// <param name="name">The event's name in the stream, which counts where its JSON has no type.</param>
    /// <param name="json">Its data.</param>
    public void Add(string name, string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement e = document.RootElement.Clone();
        switch (TextOf(e, "type") ?? name)
        {
            case "message_start" when _start is null:
                Start(Member(e, "message"));
                break;
            case "content_block_start" when IndexOf(e) is { } index && !(_blocks.TryGetValue(index, out Block? block) && block.HasStart):
                _blocks[index] = new Block(HasStart: true, Member(e, "content_block"), IsFolded: block is not null);
                break;
            case "content_block_delta" when IndexOf(e) is { } index:
                AddDelta(index, Member(e, "delta"));
                break;
            case "message_delta":
                _changed.UnionWith(NamesOf(e));
                _changed.UnionWith(NamesOf(Member(e, "delta")));
                break;
        }
    }

    /// <summary>Asserts that nothing is missing.</summary>
    public void Verify(Message message, string what)
    {
        if (_start is { ValueKind: JsonValueKind.Object } start)
        {
            VerifyMembers(start, message.ToJson(), _changed, what);
        }

        Assert.True(_blocks.Count == message.Content.Count, $"{what}: {_blocks.Count} blocks expected in {message.ToJson()}");
        foreach ((Block expected, ContentBlock block) in _blocks.Values.Zip(message.Content))
        {
            if (!expected.IsFolded)
            {
                VerifySame(expected.Start?.GetRawText() ?? "{}", block.ToJson(), what);
            }
            else if (expected.Start is { ValueKind: JsonValueKind.Object } received)
            {
                VerifyMembers(received, block.ToJson(), s_blockTargets, what);
            }
        }
    }

    private void Start(JsonElement? message)
    {
        _start = message ?? default(JsonElement);
        if (message is { } start && Member(start, "content") is { ValueKind: JsonValueKind.Array } content)
        {
            foreach (JsonElement block in content.EnumerateArray())
            {
                _blocks[_blocks.Count] = new Block(HasStart: true, block, IsFolded: false);
            }
        }
    }

    private void AddDelta(int index, JsonElement? delta)
    {
        bool isThere = _blocks.TryGetValue(index, out Block? block);
        bool isFolding = delta is { } json && s_folding.Contains(TextOf(json, "type"));
        if (isThere || isFolding)
        {
            _blocks[index] = (block ?? new Block(HasStart: false, null, IsFolded: true)) with { IsFolded = block?.IsFolded is not false || isFolding };
        }
    }

    private static void VerifyMembers(JsonElement expected, string json, IEnumerable<string> changed, string what)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string[] names = [.. NamesOf(expected)];
        Assert.Equal(names, NamesOf(document.RootElement).Take(names.Length));
        foreach (string name in names.Except(changed))
        {
            VerifySame(Member(expected, name)?.GetRawText(), Member(document.RootElement, name)?.GetRawText(), $"{what}: {name}");
        }
    }

    private static void VerifySame(string? expected, string? actual, string what)
    {
        if (expected != actual)
        {
            Assert.Fail($"{what}: {expected} became {actual}");
        }
    }

    private static IEnumerable<string> NamesOf(JsonElement? json) => json is { ValueKind: JsonValueKind.Object } owner ? owner.EnumerateObject().Select(member => member.Name) : [];

    private static JsonElement? Member(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>A string; the document model cannot read one that ends in half a character.</summary>
    private static string? TextOf(JsonElement json, string name) => Member(json, name) is not { ValueKind: JsonValueKind.String } text ? null
        : text.GetRawText() == JsonMutator.UnpairedSurrogate ? "\uFFFD" : text.GetString();

    private static int? IndexOf(JsonElement json) => Member(json, "index") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int index) && index >= 0 ? index : null;

    private sealed record Block(bool HasStart, JsonElement? Start, bool IsFolded);
}
