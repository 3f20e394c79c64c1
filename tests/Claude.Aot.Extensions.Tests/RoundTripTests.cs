using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.Tests;

/// <summary>Histories go back to the API as they came, also after they were serialized, and every recorded stream gives what our own message has.</summary>
public sealed class RoundTripTests
{
    private static readonly string s_corpus = Repository.PathOf("tests", "Corpus");

    public static TheoryData<string> Recorded => [.. Whole()];

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task RecordedStream_GivesTheMessage_AndGoesBack(string name)
    {
        ResponseScript script = ResponseScript.FromFile(Path.Combine(s_corpus, "recorded", name + ".sse"));
        await using MessageStream own = MessageStream.FromStream(new MemoryStream(script.Body.ToArray()));
        Message message = await own.GetFinalMessageAsync(TestContext.Current.CancellationToken);
        using var test = new ChatTestClient(script, new MessageScript().Text("ok").End(), new MessageScript().Text("ok").End());

        ChatResponse response = await test.Chat.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

        Assert.Equal(message.Text, response.Text);
        Assert.Equal(message.Content.OfType<ToolUseBlock>().Select(call => call.Id), Contents<FunctionCallContent>(response).Select(call => call.CallId));
        Assert.Equal(message.Usage.OutputTokens, response.Usage!.OutputTokenCount);
        Assert.Equal(message.Usage.InputTokens + (message.Usage.CacheReadInputTokens ?? 0) + (message.Usage.CacheCreationInputTokens ?? 0), response.Usage.InputTokenCount);
        string? reason = message.StopReason.Value switch { "end_turn" or "stop_sequence" => "stop", "max_tokens" => "length", "tool_use" => "tool_calls", "refusal" => "content_filter", "" => null, var other => other };
        Assert.Equal(reason, response.FinishReason?.Value);

        string json = JsonSerializer.Serialize(response.Messages, AIJsonUtilities.DefaultOptions);
        IList<ChatMessage> stored = JsonSerializer.Deserialize<IList<ChatMessage>>(json, AIJsonUtilities.DefaultOptions)!;
        await test.Chat.GetResponseAsync([new(ChatRole.User, "Hi"), .. response.Messages, new(ChatRole.User, "Go on")], cancellationToken: TestContext.Current.CancellationToken);
        await test.Chat.GetResponseAsync([new(ChatRole.User, "Hi"), .. stored, new(ChatRole.User, "Go on")], cancellationToken: TestContext.Current.CancellationToken);
        string[] kept = [.. message.Content.Where(IsServerBlock).Select(block => block.ToJson())];
        Assert.All(kept, block => Assert.Contains(block, test.Exchanges[1].BodyText, StringComparison.Ordinal));
        Assert.Equal(test.Request(1).GetProperty("messages").GetRawText(), test.Request(2).GetProperty("messages").GetRawText());
        string[] signatures = [.. message.Content.OfType<ThinkingBlock>().Where(block => block.Signature.Length > 0 && block != message.Content[^1]).Select(block => block.Signature)];
        Assert.All(signatures, signature => Assert.Contains(signature, test.Exchanges[2].BodyText.Replace("\\u002B", "+", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    private static bool IsServerBlock(ContentBlock block) => block.TypeName.EndsWith("_tool_result", StringComparison.Ordinal) && block is not ToolResultBlock;

    private static IEnumerable<T> Contents<T>(ChatResponse response) => response.Messages.SelectMany(message => message.Contents).OfType<T>();

    private static IEnumerable<string> Whole()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_corpus, "manifest.json")));
        foreach (JsonElement entry in manifest.RootElement.GetProperty("streams").EnumerateArray())
        {
            string name = Path.GetFileNameWithoutExtension(entry.GetProperty("file").GetString()!);
            if (entry.GetProperty("n_messages").GetInt32() == 1 && entry.GetProperty("complete").GetBoolean() && entry.GetProperty("error_type").ValueKind == JsonValueKind.Null
                && File.Exists(Path.Combine(s_corpus, "recorded", name + ".sse")))
            {
                yield return name;
            }
        }
    }
}
