using System.Text;

namespace Claude.Aot.Tests.Cli;

/// <summary>What a finished run of <c>claude-aot</c> left behind.</summary>
internal sealed record CliResult(int ExitCode, byte[] Output, string Error)
{
    /// <summary>Standard output as text; anything but valid UTF-8 throws.</summary>
    public string Text => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Output);

    /// <summary>The lines of standard output. Only LF ends one.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The arguments were refused, with a reason on standard error and nothing on standard output.</summary>
    public void AssertWrongUsage()
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        Assert.NotEmpty(ErrorLines);
        Assert.All(ErrorLines, line => Assert.StartsWith("claude-aot: ", line, StringComparison.Ordinal));
    }
}
