using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Cli;

/// <summary>What a question is sent with: files, standard input, a schema; and what is kept of the answer.</summary>
public sealed class AskInputTests : IDisposable
{
    private static readonly byte[] s_png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 1];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ask_Files_AreSentBeforeThePromptAsWhatTheyAre()
    {
        string image = Write("photo.png", s_png);
        string pdf = Write("paper", "%PDF-1.7\n%\u00e2"u8);
        string text = Write("notes.md", [0xEF, 0xBB, 0xBF, .. "# Füße"u8]);

        string content = await AskAsync("--file", image, "-f", pdf, "-f", text);

        Assert.Equal(
            $$$"""
            [{"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{{Convert.ToBase64String(s_png)}}}"}},
            {"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"{{{Convert.ToBase64String(File.ReadAllBytes(pdf))}}}"},"title":"paper"},
            {"type":"document","source":{"type":"text","media_type":"text/plain","data":"# Füße"},"title":"notes.md"},
            {"type":"text","text":"Hi"}]
            """.ReplaceLineEndings(""),
            content);
    }

    [Fact]
    public async Task Ask_StandardInput_IsSentBeforeThePrompt() =>
        Assert.Equal("""[{"type":"text","text":"a\nb\n"},{"type":"text","text":"Hi"}]""", await AskWithInputAsync("a\nb\n"u8.ToArray()));

    [Fact]
    public async Task Ask_StandardInputIsEmpty_SendsOnlyThePrompt() => Assert.Equal("\"Hi\"", await AskWithInputAsync("\n"u8.ToArray()));

    [Theory]
    [InlineData("photo.png", "not an image", "not an image")]
    [InlineData("paper.pdf", "not a PDF", "not a PDF")]
    [InlineData("data.bin", "a\0b", "PNG, JPEG, GIF or WebP image, a PDF, or text")]
    [InlineData("empty.txt", "", "is empty")]
    [InlineData("no-such-file", null, "no-such-file")]
    public async Task Ask_FileThatCannotBeSent_IsRefusedBeforeAnythingIsSent(string name, string? content, string reason)
    {
        if (content is not null)
        {
            File.WriteAllText(_folder.PathOf(name), content);
        }

        await AssertRefusedAsync(reason, "--file", _folder.PathOf(name));
    }

    [Theory]
    [InlineData("photo.png", 5 * 1024 * 1024, "accepts images of up to 5242880 bytes")]
    [InlineData("notes.txt", 32 * 1024 * 1024, "larger than 33554432 bytes")]
    public async Task Ask_FileThatIsTooLarge_IsRefused(string name, int largest, string reason)
    {
        byte[] content = new byte[largest + 1];
        content.AsSpan().Fill((byte)'a');
        s_png.CopyTo(content, 0);
        await AssertRefusedAsync(reason, "--file", Write(name, content));
    }

    [Fact]
    public async Task Ask_FilesThatAreTooLargeTogether_AreRefused()
    {
        string text = Write("half.txt", Encoding.ASCII.GetBytes(new string('a', 17 * 1024 * 1024)));

        await AssertRefusedAsync("the files have 35651584 bytes", "--file", text, "--file", text);
    }

    [Fact]
    public async Task Ask_SystemFileAndSchema_GoIntoTheRequest()
    {
        string system = Write("system.txt", "Be brief."u8);
        string schema = Write("schema.json", """{ "type": "object" }"""u8);
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunAsync(
            "ask", "Hi", "--base-url", server.Address.AbsoluteUri, "-m", "claude-x", "--system-file", system, "--json-schema", schema, "--thinking");

        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument body = JsonDocument.Parse(Assert.Single(server.Log.All).Body);
        Assert.Equal("claude-x", body.RootElement.GetProperty("model").GetString());
        Assert.Equal("Be brief.", body.RootElement.GetProperty("system").GetString());
        Assert.Equal("""{"type":"adaptive"}""", body.RootElement.GetProperty("thinking").GetRawText());
        Assert.True(body.RootElement.GetProperty("max_tokens").GetInt64() > 1024);
        JsonElement format = body.RootElement.GetProperty("output_config").GetProperty("format");
        Assert.Equal(("json_schema", "object"), (format.GetProperty("type").GetString(), format.GetProperty("schema").GetProperty("type").GetString()));
    }

    [Theory]
    [InlineData("7", "does not contain an object")]
    [InlineData("\n{", "line 2: this is not a JSON schema")]
    public async Task Ask_FileIsNoSchema_IsRefused(string content, string reason) =>
        await AssertRefusedAsync(reason, "--json-schema", Write("schema.json", Encoding.UTF8.GetBytes(content)));

    [Fact]
    public async Task Ask_Record_KeepsTheBytesThatReplayReads()
    {
        string recording = _folder.PathOf("answer.sse");
        ResponseScript script = Scripts.Hello.InDialect(GatewayDialect.Comments);
        await using ReplayServer server = await ReplayServer.StartAsync(script);

        CliResult asked = await CliProcess.RunAsync("ask", "Hi", "--base-url", server.Address.AbsoluteUri, "--record", recording);

        Assert.Equal((0, "Hello"), (asked.ExitCode, asked.Text));
        Assert.Equal(script.Body.ToArray(), File.ReadAllBytes(recording));
        Assert.Equal("Hello", (await CliProcess.RunAsync("replay", recording, "--text")).Text);
    }

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = _folder.PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static Task<string> AskAsync(params string[] options) => AskWithInputAsync(default, options);

    /// <summary>The content of the message that is sent.</summary>
    private static async Task<string> AskWithInputAsync(ReadOnlyMemory<byte> input, params string[] options)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunWithInputAsync(input, ["ask", "Hi", "--base-url", server.Address.AbsoluteUri, .. options]);

        Assert.True(result.ExitCode == 0, result.Error);
        using JsonDocument body = JsonDocument.Parse(Assert.Single(server.Log.All).Body);
        return body.RootElement.GetProperty("messages")[0].GetProperty("content").GetRawText();
    }

    private static async Task AssertRefusedAsync(string reason, params string[] options)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        CliResult result = await CliProcess.RunAsync(["ask", "Hi", "--base-url", server.Address.AbsoluteUri, .. options]);

        result.AssertWrongUsage();
        Assert.Contains(reason, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(server.Log.All);
    }
}
