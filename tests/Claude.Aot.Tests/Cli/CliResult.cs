using System.Text;
using System.Text.RegularExpressions;

namespace Claude.Aot.Tests.Cli;

/// <summary>What a finished run of <c>claude-aot</c> left behind.</summary>
internal sealed partial record CliResult(int ExitCode, byte[] Output, string Error)
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
        Assert.All(ErrorLines, AssertPlain);
    }

    /// <summary>A line is for people who do not know the library: it names none of its types and members, and none of .NET's.</summary>
    public static void AssertPlain(string line) => Assert.DoesNotMatch(Code(), line);

    // Two words written as one, as in InnerException and ClaudeClient; what .NET adds to the message for a parameter; and the names of one word that messages use.
    // In pascal case there are also the unit MiB, and the names of folders in tests.
    [GeneratedRegex(@"(?<![/\w'-])[A-Z][a-z]+[A-Z][a-z]\w*|\(Parameter '|\bPartial has\b")]
    private static partial Regex Code();
}
