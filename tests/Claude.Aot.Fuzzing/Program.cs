using System.CommandLine;
using Claude.Aot.Fuzzing.Commands;

var root = new RootCommand("Fuzzes the library, guided by the coverage that SharpFuzz counts. Exit codes: 0 nothing found, 1 something found, 2 wrong usage.")
{
    RunCommand.Create(),
    ReplayCommand.Create(),
    ShrinkCommand.Create(),
    SeedsCommand.Create(),
    InstrumentCommand.Create(),
};
ParseResult parsed = root.Parse(args);
int exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? 2 : exitCode;
