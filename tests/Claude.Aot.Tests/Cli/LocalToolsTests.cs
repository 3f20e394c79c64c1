using System.Text;
using Claude.Aot.Tests.Infrastructure;
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
    public void ReadFile_WithinTheFolder_ReturnsItsText(string path, string text) => Assert.Equal(text, _tools.ReadFile(path));

    [Fact]
    public void ListFolder_WithinTheFolder_NamesWhatIsInIt()
    {
        Assert.Equal("a.txt\nsub/", _tools.ListFolder());
        Assert.Equal("b.txt", _tools.ListFolder("sub"));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..")]
    [InlineData("sub/../../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("../in/a.txt/../../secret.txt")]
    public void Path_OutsideOfTheFolder_IsRefused(string path)
    {
        Assert.Contains("not within", Assert.Throws<ToolErrorException>(() => _tools.ReadFile(path)).Message, StringComparison.Ordinal);
        Assert.Contains("not within", Assert.Throws<ToolErrorException>(() => _tools.ListFolder(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_ThroughALink_IsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Only administrators can create links on Windows.");
        File.CreateSymbolicLink(_folder.PathOf("in", "link.txt"), _folder.PathOf("secret.txt"));
        Directory.CreateSymbolicLink(_folder.PathOf("in", "out"), _folder.PathOf());

        Assert.All(
            (string[])["link.txt", "out/secret.txt", "out/in/a.txt"],
            path => Assert.Contains("link", Assert.Throws<ToolErrorException>(() => _tools.ReadFile(path)).Message, StringComparison.Ordinal));
        Assert.Throws<ToolErrorException>(() => _tools.ListFolder("out"));
    }

    [Theory]
    [InlineData("big.txt", 256 * 1024 + 1, (byte)'a')]
    [InlineData("binary", 10, (byte)0)]
    public void ReadFile_TooLargeOrNoText_IsRefused(string name, int length, byte content)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(content);
        File.WriteAllBytes(_folder.PathOf("in", name), bytes);

        Assert.Throws<ToolErrorException>(() => _tools.ReadFile(name));
    }

    [Theory]
    [InlineData("no-such-file")]
    [InlineData("sub")]
    public void ReadFile_IsNoFile_IsRefusedWithoutThePathOfTheFolder(string name) =>
        Assert.DoesNotContain(_folder.PathOf(), Assert.Throws<ToolErrorException>(() => _tools.ReadFile(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Tools_HaveDescriptionsOfEverything() => Assert.All(_tools.Tools, tool =>
    {
        Assert.NotNull(tool.Tool.Description);
        string schema = Encoding.UTF8.GetString(ClaudeJson.ToUtf8Bytes(tool.Tool));
        Assert.Equal(schema.Contains("\"path\"", StringComparison.Ordinal), schema.Contains("relative to the current folder", StringComparison.Ordinal));
    });
}
