using Claude.Aot.Tests.Cli;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Tests.Apps;

/// <summary>The smallest program that streams: one file, four lines, run as it is and compiled natively.</summary>
[Slow]
[Collection(NativeBuild.Collection)]
public sealed class FourLineAppTests : IDisposable
{
    private const string Plain = "llm-anthropic__test_url_prompt";
    // As it is published by default: decompression, globalization and telemetry included. Telemetry is about 70 KB of it.
    private const long NativeBytes = 7_890_000;
    // The budget of the library with tools, files and telemetry.
    private const long LargestLibrary = 1_200_000;

    private const string App = """
        using Claude.Aot;
        using var client = new ClaudeClient();
        await using var stream = await client.Messages.StreamAsync(new() { Model = "claude-sonnet-5-5", MaxTokens = 1024, Messages = ["Hi"] });
        await stream.CopyTextToAsync(Console.OpenStandardOutput());
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task App_RunAndPublished_StreamsFromServe()
    {
        NativeToolchain.Require();
        string app = _folder.PathOf("app.cs");
        File.WriteAllText(app, $"#:project {Repository.PathOf("src", "Claude.Aot", "Claude.Aot.csproj")}\n{App}\n");
        using ServeProcess serve = await ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"));
        string text = string.Concat(Streams.Recorded(Plain).Expected.Text);
        (string, string)[] environment =
        [
            ("ANTHROPIC_API_KEY", "key-1"), ("ANTHROPIC_BASE_URL", serve.Address.AbsoluteUri),
            // The library that the app refers to is built where the other tests that build have built it, not where it lies.
            ("ArtifactsPath", NativeBuild.ArtifactsPath), ("UseArtifactsOutput", "true"),
        ];

        Assert.Equal(text, await Command.RunWithAsync(environment, "dotnet", ["run", "-c", "Release", .. NativeBuild.Savings, app]));

        await Command.RunWithAsync(environment, "dotnet", ["publish", app, .. NativeBuild.Savings, "-o", _folder.PathOf("out")]);
        string program = NativeBuild.ProgramIn(_folder.PathOf("out"), "app");
        Assert.Equal(text, await Command.RunWithAsync(environment, program));
        NativeSize.Verify(program, NativeBytes);
        NativeSize.VerifyLeftOut(
            program, typeof(TextBlock), typeof(ToolUseBlock), typeof(UnknownContentBlock), typeof(WebFetchTool20260318), typeof(CodeExecutionToolResultBlock));
        Assert.InRange(new FileInfo(Path.Combine(NativeBuild.ArtifactsPath, "bin", "Claude.Aot", "release", "Claude.Aot.dll")).Length, 1, LargestLibrary);
    }
}
