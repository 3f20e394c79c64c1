using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Claude.Aot.Tests.Shared;

/// <summary>The blocks of the reference fold, and the block to which each index of the stream refers.</summary>
internal sealed class ReferenceBlocks
{
    private const int LookBack = 8;

    private static readonly string[] s_knownTypes =
    [
        "text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "web_search_tool_result", "web_fetch_tool_result", "advisor_tool_result",
        "code_execution_tool_result", "bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result", "mcp_tool_use", "mcp_tool_result",
        "mcp_tool_listing", "container_upload", "compaction", "fallback", "image", "document", "search_result", "tool_result", "tool_reference", "browser_state",
        "mid_conv_system", "tool_addition", "tool_removal",
    ];

    private readonly SortedDictionary<int, ReferenceBlock> _blocks = [];
    private readonly List<ReferenceBlock> _opened = [];
    private readonly Dictionary<int, ReferenceBlock> _meant = [];

    public IEnumerable<ReferenceBlock> InOrder => _blocks.Values;

    private int Next => _blocks.Count == 0 ? 0 : _blocks.Keys.Last() + 1;

    private ReferenceBlock? NewestOpen => _opened.LastOrDefault(block => block.IsOpen);

    // Whether an index refers to a block with another index.
    private bool _hasMoved;
    private readonly Dictionary<string, int> _newest = [];
    private ReferenceBlock? _spilled;

    /// <summary>Starts another message.</summary>
    public void StartAnew()
    {
        _meant.Clear();
        _hasMoved |= _blocks.Count > 0;
        _opened.ForEach(static block => block.Close());
    }

    /// <summary>Ends the block that was opened for deltas of another kind.</summary>
    public void CloseSpilled()
    {
        _spilled?.Close();
        _spilled = null;
    }

    /// <summary>Adds a block that arrived completely.</summary>
    public void Add(JsonNode? json)
    {
        ReferenceBlock block = Open(Next, Repair(json));
        Mean(null, block);
        NoteStart(block);
        block.Close();
    }

    public void Start(JsonNode? wireIndex, JsonNode? json)
    {
        CloseSpilled();
        int? index = IndexOf(wireIndex);
        ReferenceBlock? meant = index is null ? null : _meant.GetValueOrDefault(index.Value);
        ReferenceBlock? opened = index is null ? NewestOpen : meant;
        if (opened is { IsOpen: true, OpenedBy: not null } && Takes(json, opened.OpenedBy))
        {
            Adopt(opened, Repair(json));
            NoteStart(opened);
            return;
        }

        if (meant is { IsOpen: true })
        {
            bool hasText = json is JsonObject start && TypeOf(start) is "text" or "thinking"
                && (start["text"] ?? start["thinking"]) is { } text && ReferenceFold.Text(text) is not "";
            if (meant.OpenedBy is null && !meant.HasDeltas && !hasText && JsonNode.DeepEquals(meant.Started, json))
            {
                return;
            }

            meant.Close();
        }

        ReferenceBlock block = Open(PlaceOf(index), Repair(json));
        Mean(index, block);
        NoteStart(block);
    }

    /// <summary>Returns the block that a delta belongs to; null if there is none.</summary>
    public ReferenceBlock? For(JsonNode? wireIndex, string type, bool isEmpty)
    {
        ReferenceBlock? block = Find(wireIndex, type, isEmpty);
        block?.HasDeltas = true;
        if (block is not null && type is "text_delta" or "thinking_delta")
        {
            NoteGrowth(type, block!);
        }


        return block;
    }

    private ReferenceBlock? Find(JsonNode? wireIndex, string type, bool isEmpty)
    {
        int? index = IndexOf(wireIndex);
        ReferenceBlock? meant = index is null ? null : _meant.GetValueOrDefault(index.Value);
        bool fits = meant is not null && Takes(meant.Json, type);
        bool isLate = fits && meant!.IsOpen && meant.Index < NewestOf(type) && !EndsInHighSurrogate(meant.Json);
        if (isLate && isEmpty)
        {
            return null;
        }

        if (isLate)
        {
            CloseSpilled();
            meant!.Close();
            ReferenceBlock next = Open(Next, JsonNode.Parse(OpenedByDelta(type)!));
            Mean(index, next);
            return next;
        }

        if (fits && (meant!.IsOpen || type is not ("text_delta" or "thinking_delta" or "input_json_delta")))
        {
            return meant;
        }

        string? opened = OpenedByDelta(type);
        if (opened is null)
        {
            return null;
        }

        if (_opened.Where(block => block.IsOpen).TakeLast(LookBack).LastOrDefault(block => block.Index >= NewestOf(type) && IsKnown(block.Json) && Takes(block.Json, type)) is { } open)
        {
            if (index is not null && meant is null)
            {
                _meant[index.Value] = open;
                _hasMoved = true;
            }

            return open;
        }

        if (fits && type == "input_json_delta")
        {
            return meant;
        }

        if (meant is not null && isEmpty)
        {
            return null;
        }

        if (meant is not null)
        {
            CloseSpilled();
        }

        ReferenceBlock block = Open(meant is not null && !fits ? Next : PlaceOf(index), JsonNode.Parse(opened));
        block.OpenedBy = meant is null ? type : null;
        if (meant is null || fits)
        {
            Mean(index, block);
        }
        else
        {
            _spilled = block;
            _hasMoved = true;
        }

        return block;
    }

    public void Stop(JsonNode? wireIndex)
    {
        ReferenceBlock? block = IndexOf(wireIndex) is { } index ? _meant.GetValueOrDefault(index) : NewestOpen;
        if (block is not null)
        {
            CloseSpilled();
            block.Close();
        }
    }

    private void NoteGrowth(string type, ReferenceBlock block) => _newest[type] = Math.Max(NewestOf(type), block.Index);

    // Text in the start of a block is delivered to the reader as a delta.
    private void NoteStart(ReferenceBlock block)
    {
        if (TypeOf(block.Started) is "text" or "thinking" && ReferenceFold.Text(block.Started![TypeOf(block.Started)!]) is { Length: > 0 })
        {
            NoteGrowth($"{TypeOf(block.Started)}_delta", block);
        }
    }

    private int NewestOf(string type) => _newest.GetValueOrDefault(type);

    private static string? OpenedByDelta(string type) => type switch
    {
        "text_delta" => """{"type":"text","text":""}""",
        "citations_delta" => """{"type":"text","citations":[]}""",
        "thinking_delta" => """{"type":"thinking","thinking":""}""",
        "signature_delta" => """{"type":"thinking","signature":""}""",
        "input_json_delta" => """{"type":"tool_use","input":{}}""",
        "compaction_delta" => """{"type":"compaction","content":""}""",
        _ => null,
    };

    private static int? IndexOf(JsonNode? index) => index is JsonValue value
        && double.TryParse(value.ToJsonString().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number is >= 0 and <= int.MaxValue && number == Math.Floor(number)
        ? (int)number
        : null;

    private static bool Takes(JsonNode? block, string delta)
    {
        string? type = TypeOf(block);
        return !IsKnown(block) || delta switch
        {
            "text_delta" or "citations_delta" => type == "text",
            "thinking_delta" => type == "thinking",
            "signature_delta" => type is "thinking" or "compaction",
            "input_json_delta" => type is "tool_use" or "server_tool_use" or "mcp_tool_use",
            "compaction_delta" => type == "compaction",
            _ => true,
        };
    }

    private static bool EndsInHighSurrogate(JsonNode? block) => TypeOf(block) is "text" or "thinking" && ReferenceFold.Text(block![TypeOf(block)!]) is [.., >= '\uD800' and <= '\uDBFF'];

    private static bool IsKnown(JsonNode? block) => TypeOf(block) is not { } type || s_knownTypes.Contains(type);

    private static string? TypeOf(JsonNode? block) => block is JsonObject json ? ReferenceFold.Text(json["type"]) : null;

    /// <summary>Adds the members that a start must have.</summary>
    private static JsonNode? Repair(JsonNode? json)
    {
        JsonObject? block = json as JsonObject;
        switch (block is null ? null : ReferenceFold.Text(block["type"]))
        {
            case "text":
                MakeText(block!, "text");
                break;
            case "thinking":
                MakeText(block!, "thinking");
                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use" when block!["input"] is null || ReferenceFold.Text(block["input"]) is "":
                block!["input"] = new JsonObject();
                break;
        }

        return json;
    }

    // Converts a value that is not a string to text. Null is not converted.
    private static void MakeText(JsonObject block, string member)
    {
        if (block[member] is { } value && value.GetValueKind() != JsonValueKind.String)
        {
            block[member] = ReferenceFold.TextOrJson(value);
        }
    }

    private static void Adopt(ReferenceBlock block, JsonNode? start)
    {
        JsonObject before = block.Json!.AsObject();
        if (start is JsonObject json)
        {
            foreach ((string name, JsonNode? value) in before.Where(member => member.Key != "type"))
            {
                string? text = name is "text" or "thinking" ? ReferenceFold.Text(value) + ReferenceFold.Text(json[name]) : null;
                json[name] = text ?? value?.DeepClone();
            }
        }

        block.Json = start;
        block.Started = start?.DeepClone();
        block.OpenedBy = null;
    }

    private int PlaceOf(int? index) => index is { } own && !_meant.ContainsKey(own) && own >= Next ? own : Next;

    private void Mean(int? index, ReferenceBlock block)
    {
        if (index is { } own)
        {
            _hasMoved |= own != block.Index;
            _meant[own] = block;
        }
        else if (!_hasMoved)
        {
            _meant[block.Index] = block;
        }
    }

    private ReferenceBlock Open(int index, JsonNode? json)
    {
        var block = new ReferenceBlock(index, json);
        _blocks.Add(index, block);
        _opened.Add(block);
        return block;
    }
}
