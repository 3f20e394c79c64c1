using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Model;

/// <summary>A request is copied with changes by <c>with</c>, however it was made.</summary>
public sealed class RequestCopyTests
{
    private static readonly MessageRequest s_request = new()
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Messages = ["What is 2 + 2?"],
        Betas = ["b-1"],
        Extra = [new("x_new", RawJson.Parse("[1]"))],
    };

    [Fact]
    public async Task With_TurnsOfAConversation_IsTheNextRequest()
    {
        Message message = await SseBody.OfText("4").ReadAsync();

        MessageRequest next = s_request with { Messages = [.. s_request.Messages, message, "And in French?"] };

        Assert.Equal(
            """{"model":"claude-sonnet-5-5","max_tokens":1024,"messages":[{"role":"user","content":"What is 2 + 2?"},{"role":"assistant","content":[{"type":"text","text":"4"}]},{"role":"user","content":"And in French?"}],"x_new":[1]}""",
            Ordered(next.ToJson()));
        Assert.Equal(["b-1"], next.Betas);
        Assert.Single(s_request.Messages);
    }

    [Fact]
    public void With_OnARequestThatWasRead_IsWrittenWithTheChange()
    {
        MessageRequest read = ClaudeJson.Parse<MessageRequest>("""{"model": "m","max_tokens":7,"messages":[{"role":"user","content":"a", "y": 1}],"x_new":true,"system":5}"""u8);

        MessageRequest copy = read with { MaxTokens = 8 };

        Assert.Equal("""{"model":"m","max_tokens":8,"messages":[{"role":"user","content":"a","y":1}],"system":5,"x_new":true}""", Ordered(copy.ToJson()));
        Assert.True(copy.RawJson.IsEmpty);
        Assert.Contains("\"max_tokens\":7", read.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_OnACountRequest_IsACopy()
    {
        CountTokensRequest count = s_request;

        CountTokensRequest copy = count with { Model = ClaudeModel.Opus55 };

        Assert.Equal((ClaudeModel.Opus55, ClaudeModel.Sonnet55), (copy.Model, count.Model));
    }

    [Fact]
    public void Equals_OfACopy_IsFalse()
    {
        MessageRequest copy = s_request with { };

        Assert.NotEqual(s_request, copy);
        Assert.False(s_request == copy);
        Assert.True(s_request.Equals(s_request));
    }

    [Fact]
    public void ToString_OfARequest_HasNoPrompt()
    {
        MessageRequest request = s_request with { System = "secret", Tools = [new Tool("secret", "secret", "{}")] };

        Assert.Equal("MessageRequest { Model = claude-sonnet-5-5, MaxTokens = 1024, Messages = 1, Tools = 1 }", request.ToString());
        Assert.Equal("CountTokensRequest { Model = claude-sonnet-5-5, Messages = 1 }", ((CountTokensRequest)s_request).ToString());
    }

    /// <summary>JSON without whitespace, its members as in the first case of this class and others behind them.</summary>
    private static string Ordered(string json)
    {
        string[] order = ["model", "max_tokens", "messages", "system"];
        JsonObject members = JsonNode.Parse(json)!.AsObject();
        return new JsonObject(members.OrderBy(member => Array.IndexOf(order, member.Key) is >= 0 and int place ? place : order.Length)
            .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
