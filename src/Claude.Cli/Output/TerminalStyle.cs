namespace Claude.Cli.Output;

/// <summary>The sequences that change how a terminal shows text. They are empty if the user does not want that (see no-color.org).</summary>
internal static class TerminalStyle
{
    private static readonly bool s_isPlain =
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) || Environment.GetEnvironmentVariable("TERM") == "dumb";

    public static ReadOnlySpan<byte> BeginDim => s_isPlain ? "(thinking) "u8 : "\e[2m"u8;

    public static ReadOnlySpan<byte> EndDim => s_isPlain ? ""u8 : "\e[0m"u8;
}
