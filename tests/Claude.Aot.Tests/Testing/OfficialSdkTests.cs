using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Testing;

/// <summary>The official SDK streams from our server: it speaks the real protocol.</summary>
public sealed class OfficialSdkTests
{
    private static readonly CorpusFolder s_corpus = new(Repository.PathOf("tests", "Corpus"));

    [Theory]
    [MemberData(nameof(TheoryRows.HttpVersions), MemberType = typeof(TheoryRows))]
    public async Task ReplayServer_OfficialClient_StreamsFromIt(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.WithPace(1000));

        Assert.Equal("Hello", await OfficialClient.StreamTextAsync(server.Address, version).Promptly());

        Exchange sent = Assert.Single(server.Log.All);
        Assert.Equal("2026-10-21", sent.Headers["anthropic-version"]);
        Assert.Equal($"Bearer {TestClient.Key}", sent.Headers["Authorization"]);
        Assert.Contains("\"stream\":true", sent.BodyText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("llm-anthropic__test_url_prompt")]
    [InlineData("openllmetry__test_messages-test_async_anthropic_message_stream_manager_legacy")]
    public async Task ReplayServer_OfficialClientAndOurs_ReadTheSame(string name)
    {
        CorpusCase recorded = s_corpus.Recorded(name);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.FromBytes(recorded.Body).InChunksOf(100));
        using ClaudeClient client = TestClient.Of(server);

        string text = await OfficialClient.StreamTextAsync(server.Address).Promptly();

        Assert.Equal(string.Concat(recorded.Expected.Text), text);
        Assert.Equal(text, await client.AskAsync());
    }
}
