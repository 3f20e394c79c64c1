using System.CommandLine;
using System.CommandLine.Invocation;
using Claude.Cli;
using Claude.Cli.Commands;
using Claude.Cli.Output;

using var interruption = new Interruption();
ParseResult parsed = CommandLine.Parse(args, interruption);
if (parsed.Action is ParseErrorAction mistake)
{
    return WrongUsage.Report(parsed, mistake);
}

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
    foreach (string reason in e.Reasons)
    {
        StandardError.WriteLine(reason);
    }

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
