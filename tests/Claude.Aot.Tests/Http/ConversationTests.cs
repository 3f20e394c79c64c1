using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>What the model said goes back to it as it came.</summary>
public sealed class ConversationTests
{
    private static readonly CorpusFolder s_corpus = new(Repository.PathOf("tests", "Corpus"));

    [Fact]
    public async Task Conversation_OfSeveralTurns_EchoesBlocksByteForByte()
    {
        ResponseScript first = ResponseScript.FromText("""
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":"", "new_member": [1.50, "\u00e9"]}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Who is \u2026"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2lnbmF0dXJl=="}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"EmwKAhgB\/x=="}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"content_block_start","index":2,"content_block":{"type":"block_of_tomorrow", "a" : { "b":1.0 } }}

            data: {"type":"content_block_stop","index":2}

            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_1","name":"find","input":{}}}

            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"name\" : \"Al"}}

            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"ice\", \"n\": 1.0}"}}

            data: {"type":"content_block_stop","index":3}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}

            data: {"type":"message_stop"}


            """);
        var handler = new ScriptedHandler(first, Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        List<InputMessage> conversation = ["Hi, I'm Alice"];
        await using (MessageStream stream = await client.Messages.StreamAsync(Ask(conversation)))
        {
            conversation.Add(await stream.GetFinalMessageAsync());
        }

        conversation.Add(new InputMessage(Role.User, (ContentBlock[])[new ToolResultBlock { ToolUseId = "toolu_1", Content = "found" }]));
        Assert.Equal("Hello", await client.AskAsync(Ask(conversation)));

        string body = handler.Log.All[1].BodyText;
        Assert.Contains("""{"type":"redacted_thinking","data":"EmwKAhgB\/x=="}""", body, StringComparison.Ordinal);
        Assert.Contains("""{"type":"block_of_tomorrow", "a" : { "b":1.0 } }""", body, StringComparison.Ordinal);
        Assert.Contains("""{"name" : "Alice", "n": 1.0}""", body, StringComparison.Ordinal);
        Assert.Contains("""[1.50, "\u00e9"]""", body, StringComparison.Ordinal);
        using JsonDocument sent = JsonDocument.Parse(body);
        JsonElement turns = sent.RootElement.GetProperty("messages");
        Assert.Equal(["user", "assistant", "user"], turns.EnumerateArray().Select(turn => turn.GetProperty("role").GetString()));
        JsonElement thinking = turns[1].GetProperty("content")[0];
        Assert.Equal("Who is …", thinking.GetProperty("thinking").GetString());
        Assert.Equal("c2lnbmF0dXJl==", thinking.GetProperty("signature").GetString());
    }

    [Theory]
    [InlineData("pydantic-ai__test_anthropic_web_search_tool_stream")]
    [InlineData("ai__anthropic-code-execution-20250825.1")]
    [InlineData("ai__anthropic-tool-search-bm25.1--turn1")]
    public async Task Conversation_WithARecordedTurn_SendsItsContentBack(string name)
    {
        CorpusCase recorded = s_corpus.Recorded(name);
        var handler = new ScriptedHandler(ResponseScript.FromBytes(recorded.Body), Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);
        List<InputMessage> conversation = ["Go"];
        await using (MessageStream stream = await client.Messages.StreamAsync(Ask(conversation)))
        {
            conversation.Add(await stream.GetFinalMessageAsync());
        }

        await client.AskAsync(Ask(conversation));

        using JsonDocument sent = JsonDocument.Parse(handler.Log.All[1].Body);
        JsonElement content = sent.RootElement.GetProperty("messages")[1].GetProperty("content");
        Check.JsonEqual(recorded.Expected.Message!.Value.GetProperty("content"), content.GetRawText(), name);
    }

    [Fact]
    public async Task Client_ConcurrentStreams_DoNotMix()
    {
        var handler = new ScriptedHandler(exchange => new MessageScript().Text([.. exchange.BodyText.Where(char.IsAsciiDigit).Select(digit => digit.ToString())]).End());
        using ClaudeClient client = TestClient.Of(handler);
        async Task<string> AskAsync(int number) => await client.AskAsync(new MessageRequest { Model = "m", MaxTokens = 7, Messages = [$"{number}"] });

        string[] answers = await Task.WhenAll(Enumerable.Range(100, 50).Select(AskAsync));

        Assert.Equal(Enumerable.Range(100, 50).Select(number => $"7{number}"), answers);
    }

    private static MessageRequest Ask(IReadOnlyList<InputMessage> conversation) => new() { Model = "m", MaxTokens = 1024, Messages = conversation };
}
