using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Builds the body of an event stream, event by event, in the form in which the API writes it.</summary>
internal sealed class SseBody
{
    public const string StartOfMessage =
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-test-1","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}""";

    private readonly List<byte> _bytes = [];

    /// <summary>Creates a body that begins with <c>message_start</c>.</summary>
    public static SseBody Begin() => new SseBody().Event(StartOfMessage);

    /// <summary>Creates a body whose <c>message_start</c> has this message.</summary>
    public static SseBody BeginWith(string message) => new SseBody().Event($$"""{"type":"message_start","message":{{message}}}""");

    /// <summary>Creates a complete message with one text block, and one delta for each piece.</summary>
    public static SseBody OfText(params ReadOnlySpan<string> pieces)
    {
        SseBody body = Begin().TextStart();
        foreach (string piece in pieces)
        {
            body.Text(piece);
        }

        return body.BlockStop().End();
    }

    /// <summary>Adds an event whose name is its <c>type</c>.</summary>
    public SseBody Event(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Event(document.RootElement.GetProperty("type").GetString()!, json);
    }

    public SseBody Event(string name, string data) => Raw($"event: {name}\ndata: {data.Replace("\n", "\ndata: ", StringComparison.Ordinal)}\n\n");

    public SseBody Raw(string text) => Raw(Encoding.UTF8.GetBytes(text));

    public SseBody Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public SseBody BlockStart(int index, string block) => Event($$"""{"type":"content_block_start","index":{{index}},"content_block":{{block}}}""");

    public SseBody TextStart(int index = 0) => BlockStart(index, """{"type":"text","text":""}""");

    public SseBody ThinkingStart(int index = 0) => BlockStart(index, """{"type":"thinking","thinking":"","signature":""}""");

    public SseBody ToolStart(int index = 0, string input = "{}") => BlockStart(index, $$"""{"type":"tool_use","id":"toolu_1","name":"search","input":{{input}}}""");

    public SseBody Delta(int index, string delta) => Event($$"""{"type":"content_block_delta","index":{{index}},"delta":{{delta}}}""");

    public SseBody Text(string text, int index = 0) => TextJson(Quote(text), index);

    /// <summary>Adds a text delta whose text is given as a JSON string, including quotes and escapes.</summary>
    public SseBody TextJson(string json, int index = 0) => Delta(index, $$"""{"type":"text_delta","text":{{json}}}""");

    public SseBody Thinking(string text, int index = 0) => Delta(index, $$"""{"type":"thinking_delta","thinking":{{Quote(text)}}}""");

    public SseBody Signature(string text, int index = 0) => Delta(index, $$"""{"type":"signature_delta","signature":{{Quote(text)}}}""");

    public SseBody Input(string fragment, int index = 0) => Delta(index, $$"""{"type":"input_json_delta","partial_json":{{Quote(fragment)}}}""");

    public SseBody Citation(string citation, int index = 0) => Delta(index, $$"""{"type":"citations_delta","citation":{{citation}}}""");

    public SseBody BlockStop(int index = 0) => Event($$"""{"type":"content_block_stop","index":{{index}}}""");

    public SseBody MessageDelta(string delta = """{"stop_reason":"end_turn","stop_sequence":null}""", string usage = """{"output_tokens":5}""") =>
        Event($$"""{"type":"message_delta","delta":{{delta}},"usage":{{usage}}}""");

    public SseBody MessageStop() => Event("""{"type":"message_stop"}""");

    /// <summary>Adds <c>message_delta</c> and <c>message_stop</c>.</summary>
    public SseBody End() => MessageDelta().MessageStop();

    public byte[] ToArray() => [.. _bytes];

    public MessageStream Open(MessageStreamOptions? options = null, int readSize = int.MaxValue) =>
        MessageStream.FromStream(new PiecewiseStream(ToArray(), readSize), options);

    /// <summary>Reads the complete message.</summary>
    public async Task<Message> ReadAsync()
    {
        await using MessageStream stream = Open();
        return await stream.GetFinalMessageAsync();
    }

    /// <summary>Reads until the failure with which the body must end.</summary>
    public async Task<TException> ReadToFailureAsync<TException>(MessageStreamOptions? options = null)
        where TException : Exception
    {
        await using MessageStream stream = Open(options);
        return await Check.ThrowsAsync<TException>(() => stream.GetFinalMessageAsync().AsTask());
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
