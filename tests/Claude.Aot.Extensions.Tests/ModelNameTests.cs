using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>What the adapter decides from the name of a model, also with the names that clouds and gateways use.</summary>
public sealed class ModelNameTests
{
    [Theory]
    [InlineData("claude-opus-4-8", true)]
    [InlineData("claude-opus-4-8-20260301", true)]
    [InlineData("claude-sonnet-5-5", true)]
    [InlineData("claude-haiku-5", true)]
    [InlineData("claude-opus-10", true)]
    [InlineData("claude-opus-4-7", false)]
    [InlineData("claude-opus-4-20250514", false)]
    [InlineData("claude-3-5-haiku-latest", false)]
    [InlineData("claude-3-haiku-20240307", false)]
    [InlineData("claude-instant-1.2", false)]
    [InlineData("claude-mythos-preview", true)]
    [InlineData("our-deployment-2", true)]
    [InlineData("anthropic.claude-opus-4-8", true)]
    [InlineData("anthropic.claude-sonnet-4-5-20250929-v1:0", false)]
    [InlineData("us.anthropic.claude-opus-5-v1:0", true)]
    [InlineData("anthropic.claude-opus-4-v1:0", false)]
    [InlineData("anthropic.claude-mythos-preview-v1:0", true)]
    [InlineData("anthropic.claude-v2", false)]
    [InlineData("anthropic.claude-v2:1", false)]
    [InlineData("claude-sonnet-4-5@20250929", false)]
    [InlineData("claude-opus-4-8@20260301", true)]
    [InlineData("claude-sonnet-5@20270101", true)]
    [InlineData("anthropic/claude-sonnet-4.5", false)]
    [InlineData("anthropic/claude-opus-4.8:beta", true)]
    [InlineData("projects/p-2/locations/us-east5/publishers/anthropic/models/claude-opus-5", true)]
    [InlineData("projects/claude-2-pilot/locations/global/publishers/anthropic/models/claude-opus-5", true)]
    [InlineData("arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-4-8-v1:0", true)]
    [InlineData("arn:aws:bedrock:eu-west-3::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0", false)]
    [InlineData("arn:aws:bedrock:us-east-2:123456789012:application-inference-profile/a1b2c3d4e5f6", true)]
    public async Task SystemMessage_WithinTheConversation_IsATurnIfTheModelAcceptsIt(string model, bool isTurn)
    {
        JsonElement request = await ChatTestClient.SendAsync(
            [new(ChatRole.User, "Hi"), new(ChatRole.Assistant, "Hello"), new(ChatRole.System, "Be brief."), new(ChatRole.User, "Go on")], new ChatOptions { ModelId = model });

        Assert.Equal(isTurn, request.GetProperty("messages").EnumerateArray().Any(turn => turn.GetProperty("role").ValueEquals("system")));
        Assert.Equal(!isTurn, request.TryGetProperty("system", out _));
    }
}
