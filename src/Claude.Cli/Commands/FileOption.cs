using System.CommandLine;

namespace Claude.Cli.Commands;

/// <summary>The option <c>--file</c>.</summary>
internal static class FileOption
{
    public static Option<string[]> Create() => new("--file", "-f")
    {
        HelpName = "FILE",
        Description = "send a file with the prompt: an image (PNG, JPEG, GIF, WebP), a PDF or a text; may be repeated",
    };
}
