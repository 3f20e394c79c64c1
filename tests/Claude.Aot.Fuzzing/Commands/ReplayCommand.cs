using System.CommandLine;
using Claude.Aot.Fuzzing.Coverage;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary><c>replay TARGET FILE…</c>: runs inputs, and shows what is found.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        Argument<string> target = TargetArgument.Create();
        var files = new Argument<FileInfo[]>("FILE") { Description = "the inputs", Arity = ArgumentArity.OneOrMore };
        files.AcceptExistingOnly();
        var command = new Command("replay", "Runs inputs, and shows what is found.") { target, files };
        command.SetAction(async (parsed, _) =>
        {
            using var coverage = new CoverageMap();
            ThrowingTraceListener.Install();
            int found = 0;
            foreach (FileInfo file in parsed.GetRequiredValue(files))
            {
                found += await RunAsync(TargetArgument.Find(parsed.GetRequiredValue(target)), file) ? 0 : 1;
            }

            return found == 0 ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> RunAsync(FuzzTarget target, FileInfo file)
    {
        try
        {
            await target.RunAsync(await File.ReadAllBytesAsync(file.FullName));
            Console.WriteLine($"{file.Name}: nothing found");
            return true;
        }
        catch (Exception e)
        {
            Console.WriteLine($"{file.Name}: {e}");
            return false;
        }
    }
}
