using System.CommandLine;

namespace Claude.Cli.Commands;

/// <summary>All commands of the program.</summary>
internal static class CommandLine
{
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="interruption">Ctrl+C, for the command that is not ended by it.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments, Interruption interruption)
    {
        var root = new RootCommand("""
            Streams responses of Claude. Without arguments, it sends a short prompt to the API if a key is set, otherwise it plays a recorded response.

            Exit codes: 0 complete, 2 wrong usage, 3 error reported by the API, 4 broken stream, 5 timeout, 130 interrupted.
            With --fail-on-stop: 6 the model refused, 7 a limit of tokens cut off the answer.
            With exit codes 3, 4, 5 and 130, the part of the response that was received is printed too.
            """)
        {
            AskCommand.Create(),
            BatchCommand.Create(),
            ChatCommand.Create(interruption),
            CountCommand.Create(),
            ModelsCommand.Create(),
            ServeCommand.Create(),
            ReplayCommand.Create(),
            SseCommand.Create(),
        };
        root.SetAction(DemoCommand.RunAsync);
        // A prompt or file name that begins with @ is not a response file.
        return root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }
}
