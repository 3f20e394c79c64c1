using System.Text.Json;
using Anthropic.Exceptions;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Testing;

/// <summary>The official SDK streams from our server: it speaks the real protocol. And both clients see the same.</summary>
public sealed class OfficialSdkTests
{
    /// <summary>Blocks of beta features whose deltas the official aggregator leaves out.</summary>
    private static readonly string[] s_notAggregated = ["compaction", "mcp_tool_use"];

    private static readonly string[] s_counts = ["input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"];

    public static TheoryData<string> Recordings => [.. TestCorpus.Core.Intersect(TestCorpus.Whole)];

    public static TheoryData<string, int, string> Errors => [.. from version in Scripts.HttpVersions
                                                                from error in new[] { (429, "rate_limit_error"), (529, "overloaded_error"), (400, "invalid_request_error") }
                                                                select (version, error.Item1, error.Item2)];

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task ReplayServer_OfficialClient_StreamsFromIt(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.WithPace(1000));

        Assert.Equal("Hello", (await OfficialClient.StreamAsync(server.Address, version).Promptly()).Text);

        Exchange sent = Assert.Single(server.Log.All);
        Assert.Equal(Version.Parse(version), sent.HttpVersion);
        Assert.Equal("2026-10-21", sent.Headers["anthropic-version"]);
        Assert.Equal($"Bearer {TestClient.Key}", sent.Headers["Authorization"]);
        Assert.Contains("\"stream\":true", sent.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public void Recordings_HaveThinkingToolsCitationsAndServerTools()
    {
        HashSet<string> seen = [];
        foreach (string name in Recordings.Select(row => row.Data))
        {
            foreach (JsonElement block in TestCorpus.Folder.Recorded(name).Expected.Message!.Value.GetProperty("content").EnumerateArray())
            {
                seen.Add(TypeOf(block));
                seen.UnionWith(block.TryGetProperty("citations", out JsonElement citations) && citations.ValueKind == JsonValueKind.Array ? citations.EnumerateArray().Select(TypeOf) : []);
            }
        }

        Assert.Superset(
            new HashSet<string>
            {
                "text", "thinking", "redacted_thinking", "tool_use", "char_location", "web_search_result_location", "server_tool_use", "web_search_tool_result", "web_fetch_tool_result",
                "code_execution_tool_result", "bash_code_execution_tool_result", "text_editor_code_execution_tool_result", "tool_search_tool_result", "advisor_tool_result", "mcp_tool_use",
                "mcp_tool_result", "compaction", "fallback",
            },
            seen);
    }

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Recording_OfficialClientAndOurs_SeeTheSameEventsAndMessage(string name)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.FromBytes(TestCorpus.Read(name)).InChunksOf(100));
        using ClaudeClient client = TestClient.Of(server);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        List<JsonElement> events = [];
        await foreach (StreamEvent e in stream)
        {
            events.Add(JsonElement.Parse(e.RawJson.Span));
        }

        JsonElement message = JsonElement.Parse((await stream.GetFinalMessageAsync()).ToJson());

        OfficialStream official = await OfficialClient.StreamAsync(server.Address).Promptly();

        Assert.Equal(events.Count, official.Events.Count);
        Assert.All(events.Zip(official.Events), both => Assert.Null(JsonComparer.FindDifference(both.First, both.Second)));
        AssertSameMessage(message, official.Message);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Error_OfficialClientAndOurs_SeeTheSame(string version, int status, string type)
    {
        const string Message = "What went wrong";
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Error(status, type, Message).WithHeader("request-id", "req_1"));
        using ClaudeClient client = TestClient.Of(server, version, options => options.MaxRetries = 0);

        AnthropicApiException official = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => OfficialClient.StreamAsync(server.Address, version).Promptly());
        ClaudeApiException ours = await client.FailAsync<ClaudeApiException>();

        Assert.Equal((status, type, Message, "req_1"), ((int)official.StatusCode, official.Type?.Raw(), official.ApiMessage, official.RequestID));
        Assert.Equal((status, type, Message, "req_1"), (ours.Status, ours.ErrorType.Value, ours.Message, ours.RequestId));
        Assert.Equal(2, server.Log.All.Count);
    }

    [Fact]
    public async Task ErrorEvent_OfficialClientAndOurs_SeeTheSame()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new MessageScript().Text("Hel").Error("overloaded_error", "Overloaded").ToScript());
        using ClaudeClient client = TestClient.Of(server);

        AnthropicSseException official = await Assert.ThrowsAnyAsync<AnthropicSseException>(() => OfficialClient.StreamAsync(server.Address).Promptly());
        ClaudeApiException ours = await client.FailAsync<ClaudeApiException>();

        Assert.Equal(("overloaded_error", "Overloaded"), (official.Type?.Raw(), official.ApiMessage));
        Assert.Equal(("overloaded_error", "Overloaded"), (ours.ErrorType.Value, ours.Message));
    }

    private static void AssertSameMessage(JsonElement ours, JsonElement official)
    {
        Assert.All(["id", "model", "role", "stop_reason", "stop_sequence"], member => Assert.Equal(ValueOf(ours, member), ValueOf(official, member)));
        Assert.All(s_counts, count => Assert.Equal(ValueOf(ours.GetProperty("usage"), count), ValueOf(official.GetProperty("usage"), count)));
        JsonElement[] ourBlocks = [.. ours.GetProperty("content").EnumerateArray()], officialBlocks = [.. official.GetProperty("content").EnumerateArray()];
        Assert.Equal(ourBlocks.Select(TypeOf), officialBlocks.Select(TypeOf));
        Assert.All(
            ourBlocks.Zip(officialBlocks).Where(both => !s_notAggregated.Contains(TypeOf(both.First))),
            both => Assert.Null(JsonComparer.FindDifference(both.First, both.Second)));
    }

    private static string TypeOf(JsonElement element) => element.GetProperty("type").GetString()!;

    private static string ValueOf(JsonElement element, string member) => element.TryGetProperty(member, out JsonElement value) ? value.ToString() : "";
}
