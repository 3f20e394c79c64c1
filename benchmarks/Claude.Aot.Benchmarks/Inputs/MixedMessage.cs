namespace Claude.Aot.Benchmarks;

/// <summary>
/// A long response with thinking, text, citations, searches and tool calls. Its proportions are those of the recorded streams with more than a hundred events
/// in <c>tests/Corpus</c>. Of all deltas, 48% are text, 32% tool input, 19% thinking, 1% citations, and a few are signatures. There is one block per 23 deltas,
/// and one ping per 190 events.
/// </summary>
internal sealed class MixedMessage(int seed)
{
    /// <summary>The number of deltas of one turn. A turn is always complete.</summary>
    public const int DeltasPerTurn = 137;

    private readonly Prose _prose = new(seed);
    private readonly MessageWriter _message = new();

    public StreamInput Write(string name, int deltas)
    {
        for (int turn = 0; turn < deltas / DeltasPerTurn; turn++)
        {
            WriteThinking();
            WriteText(26);
            WriteToolUse();
            WriteSearchResult();
            WriteText(20);
            WriteCitedText();
        }

        return _message.Finish(name, "tool_use");
    }

    private void WriteThinking()
    {
        _message.StartBlock("""{"type":"thinking","thinking":"","signature":""}""");
        _message.Ping();
        for (int i = 0; i < 26; i++)
        {
            _message.StringDelta("thinking_delta", "thinking", _prose.Sentence(20));
        }

        _message.StringDelta("signature_delta", "signature", _prose.Base64(400));
        _message.StopBlock();
    }

    private void WriteText(int deltas)
    {
        _message.StartBlock("""{"type":"text","text":""}""");
        for (int i = 0; i < deltas; i++)
        {
            _message.Text(_prose.Sentence(17));
        }

        _message.StopBlock();
    }

    private void WriteToolUse()
    {
        _message.StartBlock($$$"""{"type":"tool_use","id":"toolu_{{{_prose.Base64(18)}}}","name":"edit_file","input":{}}""");
        _message.StringDelta("input_json_delta", "partial_json", "");
        string input = $$"""{"path": "src/main.py", "old_text": "{{_prose.Words(60)}}\n", "new_text": "def main():\n    print(\"{{_prose.Words(40)}}\")\n{{_prose.Words(60)}}"}""";
        const int Pieces = 42;
        for (int i = 0; i < Pieces; i++)
        {
            _message.StringDelta("input_json_delta", "partial_json", input[(i * input.Length / Pieces)..((i + 1) * input.Length / Pieces)]);
        }

        _message.StopBlock();
    }

    /// <summary>Writes a block that is complete in its start, like the results of the API's own tools.</summary>
    private void WriteSearchResult()
    {
        string results = string.Join(',', Enumerable.Range(0, 4).Select(i =>
            $$"""{"type":"web_search_result","title":"{{_prose.Words(40)}}","url":"https://example.com/{{i}}","encrypted_content":"{{_prose.Base64(600)}}","page_age":null}"""));
        _message.StartBlock($$"""{"type":"web_search_tool_result","tool_use_id":"srvtoolu_{{_prose.Base64(18)}}","content":[{{results}}]}""");
        _message.StopBlock();
    }

    private void WriteCitedText()
    {
        _message.StartBlock("""{"type":"text","text":"","citations":[]}""");
        _message.Delta(
            "citations_delta",
            $$$"""
            "citation":{"type":"web_search_result_location","cited_text":"{{{_prose.Words(120)}}}","url":"https://example.com/0","title":"{{{_prose.Words(40)}}}","encrypted_index":"{{{_prose.Base64(150)}}}"}
            """);
        for (int i = 0; i < 20; i++)
        {
            _message.Text(_prose.Sentence(17));
        }

        _message.StopBlock();
    }
}
