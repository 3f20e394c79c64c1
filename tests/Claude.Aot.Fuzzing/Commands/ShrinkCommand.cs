using System.CommandLine;
using Claude.Aot.Fuzzing.Coverage;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary><c>shrink TARGET FILE</c>: takes away from a finding whatever it does not need.</summary>
internal static class ShrinkCommand
{
    public static Command Create()
    {
        Argument<string> target = TargetArgument.Create();
        var file = new Argument<FileInfo>("FILE") { Description = "an input that fails" };
        file.AcceptExistingOnly();
        var command = new Command("shrink", "Takes away from an input whatever it does not need to fail in the same way, and writes FILE.small.") { target, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var coverage = new CoverageMap();
            ThrowingTraceListener.Install();
            string path = parsed.GetRequiredValue(file).FullName;
            byte[] input = await File.ReadAllBytesAsync(path, cancellationToken);
            FuzzTarget chosen = TargetArgument.Find(parsed.GetRequiredValue(target));
            if (await FailureOfAsync(chosen, input) is not { } failure)
            {
                Console.WriteLine("nothing found");
                return 0;
            }

            byte[] small = await ShrinkAsync(chosen, input, failure);
            await File.WriteAllBytesAsync($"{path}.small", small, cancellationToken);
            Console.WriteLine($"{input.Length} bytes became {small.Length}: {path}.small");
            return 1;
        });
        return command;
    }

    private static async Task<byte[]> ShrinkAsync(FuzzTarget target, byte[] input, Type failure)
    {
        for (int length = Math.Max(1, input.Length / 2); length > 0; length /= 2)
        {
            for (int at = 0; at + length <= input.Length;)
            {
                byte[] less = [.. input[..at], .. input[(at + length)..]];
                if (await FailureOfAsync(target, less) == failure)
                {
                    input = less;
                }
                else
                {
                    at += length;
                }
            }
        }

        return input;
    }

    private static async Task<Type?> FailureOfAsync(FuzzTarget target, byte[] input)
    {
        try
        {
            await target.RunAsync(input);
            return null;
        }
        catch (Exception e)
        {
            return e.GetType();
        }
    }
}
