using System.CommandLine;
using System.CommandLine.Parsing;
using Claude.Cli;
using Claude.Cli.Commands;
using Claude.Cli.Output;

var root = new RootCommand("""
    Streams responses of Claude. Without arguments, it sends a short prompt to the API if a key is set, otherwise it plays a recorded response.

    Exit codes: 0 complete, 2 wrong usage, 3 error reported by the API, 4 broken stream, 5 timeout, 130 interrupted.
    With exit codes 3, 4, 5 and 130, the part of the response that was received is printed too.
    """)
{
    AskCommand.Create(),
    BatchCommand.Create(),
    CountCommand.Create(),
    ServeCommand.Create(),
    ReplayCommand.Create(),
    SseCommand.Create(),
};
// A prompt or file name in brackets is not a directive, and one that begins with @ is not a response file.
root.Directives.Clear();
root.SetAction(DemoCommand.RunAsync);

ParseResult parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
if (parsed.Errors.Count > 0)
{
    foreach (ParseError error in parsed.Errors)
    {
        StandardError.WriteLine(error.Message);
    }

    StandardError.WriteLine($"try '{RootCommand.ExecutableName} --help'");
    return ExitCodes.WrongUsage;
}

using var interruption = new Interruption();
var configuration = new InvocationConfiguration
{
    Output = new StreamWriter(StandardOutput.Open()) { AutoFlush = true },
    Error = StandardError.Writer,
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
};
try
{
    return await parsed.InvokeAsync(configuration, interruption.Token);
}
catch (Exception e) when (Failure.Explains(e))
{
    return Failure.From(e).Report();
}
catch (InputException e)
{
    StandardError.WriteLine(e.Message);
    return ExitCodes.WrongUsage;
}
catch (OutputException e) when (e.ReaderLeft)
{
    return ExitCodes.Complete;
}
catch (OutputException e)
{
    StandardError.WriteLine(e.Message);
    return ExitCodes.BrokenStream;
}
