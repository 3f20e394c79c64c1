using System.Text;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Cli.Chat;

namespace Claude.Aot.Tests.Cli;

/// <summary>What the model can read through a conversation, and what it cannot.</summary>
public sealed class LocalToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalTools _tools;

    public LocalToolsTests()
    {
        Directory.CreateDirectory(_folder.PathOf("in", "sub"));
        File.WriteAllText(_folder.PathOf("secret.txt"), "secret");
        File.WriteAllText(_folder.PathOf("in", "a.txt"), "A");
        File.WriteAllText(_folder.PathOf("in", "sub", "b.txt"), "B");
        _tools = new LocalTools(_folder.PathOf("in"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.txt", "A")]
    [InlineData("./sub/../a.txt", "A")]
    [InlineData("sub/b.txt", "B")]
    public async Task ReadFile_WithinTheFolder_ReturnsItsText(string path, string text) => Assert.Equal(text, await ReadAsync(path));

    [Fact]
    public async Task ListFolder_WithinTheFolder_NamesWhatIsInIt()
    {
        Assert.Equal("a.txt\nsub/", await _tools.ListFolderAsync());
        Assert.Equal("b.txt", await ListAsync("sub"));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..")]
    [InlineData("sub/../../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("../in/a.txt/../../secret.txt")]
    public async Task Path_OutsideOfTheFolder_IsRefused(string path)
    {
        await AssertRefusedAsync("not within", () => ReadAsync(path));
        await AssertRefusedAsync("not within", () => ListAsync(path));
    }

    [Fact]
    public async Task Path_ThroughALink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only administrators can create links on Windows.");
        File.CreateSymbolicLink(_folder.PathOf("in", "link.txt"), _folder.PathOf("secret.txt"));
        Directory.CreateSymbolicLink(_folder.PathOf("in", "out"), _folder.PathOf());

        foreach (string path in (string[])["link.txt", "out/secret.txt", "out/in/a.txt"])
        {
            await AssertRefusedAsync("Links are not followed", () => ReadAsync(path));
        }

        await AssertRefusedAsync("Links are not followed", () => ListAsync("out"));
    }

    [Theory]
    [InlineData("big.txt", (256 * 1024) + 1, (byte)'a', "more than 262144")]
    [InlineData("binary", 10, (byte)0, "not text")]
    public async Task ReadFile_TooLargeOrNoText_IsRefused(string name, int length, byte content, string reason)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(content);
        File.WriteAllBytes(_folder.PathOf("in", name), bytes);

        await AssertRefusedAsync(reason, () => ReadAsync(name));
    }

    [Fact]
    public async Task ReadFile_OfAPipe_EndsIfItIsCanceled()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        await Command.RunAsync("mkfifo", _folder.PathOf("in", "pipe"));
        using var stop = new CancellationTokenSource();
        Task<string> reading = _tools.ReadFileAsync("pipe", stop.Token);
        // A pipe can be opened for writing when it is open for reading, and ends when it is closed.
        using FileStream writer = await Task.Run(() => new FileStream(_folder.PathOf("in", "pipe"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite)).Promptly();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Promptly());
    }

    [Theory]
    [InlineData("no-such-file")]
    [InlineData("sub")]
    public async Task ReadFile_IsNoFile_IsRefused(string name) => await AssertRefusedAsync("There is no such file.", () => ReadAsync(name));

    [Fact]
    public void Tools_HaveDescriptionsOfEverything() => Assert.All(_tools.Tools, tool =>
    {
        Assert.NotNull(tool.Tool.Description);
        string schema = Encoding.UTF8.GetString(ClaudeJson.ToUtf8Bytes(tool.Tool));
        Assert.Equal(schema.Contains("\"path\"", StringComparison.Ordinal), schema.Contains("relative to the current folder", StringComparison.Ordinal));
    });

    private static async Task AssertRefusedAsync(string reason, Func<Task<string>> call) =>
        Assert.Contains(reason, (await Assert.ThrowsAsync<ToolErrorException>(call)).Message, StringComparison.Ordinal);

    private Task<string> ReadAsync(string path) => _tools.ReadFileAsync(path, CancellationToken.None);

    private Task<string> ListAsync(string path) => _tools.ListFolderAsync(path);
}
