using System.Diagnostics;
using Claude.Aot.Testing;
using Microsoft.Extensions.AI;
using OpenTelemetry.Trace;

namespace Claude.Aot.Telemetry.Tests;

/// <summary>A call through the telemetry of Microsoft.Extensions.AI is not recorded a second time.</summary>
[Collection(nameof(SdkCollector))]
public sealed class WrapperTests
{
    private const string WrapperSource = "Wrapper";

    private static ResponseScript Answer => new MessageScript().Text("Hel", "lo").End();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ThroughTheWrapper_IsRecordedOnce(bool isStream)
    {
        List<Activity> spans = [];
        using var sdk = new SdkCollector(tracing => tracing.AddSource(WrapperSource).AddInMemoryExporter(spans));
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer));
        using IChatClient chat = client.AsIChatClient("claude-sonnet-5-5").AsBuilder().UseOpenTelemetry(sourceName: WrapperSource).Build();

        await AskAsync(chat, isStream);

        Assert.Empty(sdk.Spans);
        Assert.Equal(0, sdk.CountOf("gen_ai.client.operation.duration"));
        Assert.Equal(0, sdk.CountOf("gen_ai.client.token.usage"));
        Assert.Equal("chat claude-sonnet-5-5", Assert.Single(spans).DisplayName);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_ThroughAChatClientWithoutTheWrapper_IsRecordedOnce(bool isStream)
    {
        using var sdk = new SdkCollector();
        using ClaudeClient client = SdkCollector.ClientOf(new ScriptedHandler(Answer));
        using IChatClient chat = client.AsIChatClient("claude-sonnet-5-5");

        await AskAsync(chat, isStream);

        Assert.Equal("completed", Assert.Single(sdk.Spans).GetTagItem("claude.client.outcome"));
        Assert.Equal(1, sdk.CountOf("gen_ai.client.operation.duration"));
    }

    private static async Task AskAsync(IChatClient chat, bool isStream)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        ChatResponse response = isStream
            ? await chat.GetStreamingResponseAsync("Hi", cancellationToken: token).ToChatResponseAsync(token)
            : await chat.GetResponseAsync("Hi", cancellationToken: token);
        Assert.Equal("Hello", response.Text);
    }
}
