using System.Text;
using Claude.Cli.Output;

namespace Claude.Aot.Tests.Cli;

/// <summary>What the model says is shown on a terminal, which does not obey it.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain\ntext\t☀ 😀 é", "plain\ntext\t☀ 😀 é")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b]0;title\u0007after", "after")]
    [InlineData("\u001b]8;;http://example.com\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bPdevice\u001b\\control", "control")]
    [InlineData("\u001b(Bcharset", "Bcharset")]
    [InlineData("a\rb\bc\u0007d\u007f\0", "abcd")]
    [InlineData("\u009b31mC1\u009d0;t\u0007\u0085.", "C1.")]
    [InlineData("\u00a0\u00a9\u00bf", "\u00a0\u00a9\u00bf")]
    [InlineData("\u001b[31\nunfinished", "\nunfinished")]
    [InlineData("\u001b]0;never ends\nnext", "\nnext")]
    [InlineData("\u001b\u001b[1mtwice", "twice")]
    public void Write_AtEverySplit_LeavesOutWhatATerminalObeys(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int split = 0; split <= bytes.Length; split++)
        {
            var shown = new MemoryStream();
            var terminal = new TerminalText(shown);
            terminal.Write(bytes.AsSpan(0, split));
            terminal.Write(bytes.AsSpan(split));
            Assert.Equal(expected, Encoding.UTF8.GetString(shown.ToArray()));
        }
    }
}
