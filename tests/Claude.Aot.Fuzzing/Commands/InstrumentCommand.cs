using System.CommandLine;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SharpFuzz;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary><c>instrument FILE</c>: makes an assembly count its branches. The build calls it.</summary>
internal static class InstrumentCommand
{
    private const string Marker = "SharpFuzz.Common";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "the assembly, which is changed in place" };
        file.AcceptExistingOnly();
        var command = new Command("instrument", "Makes an assembly count its branches; one that does already is left as it is.") { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file).FullName;
            if (!IsInstrumented(path))
            {
                int types = Fuzzer.Instrument(path, static _ => true, Options.Value).Count();
                Console.WriteLine($"{types} types in {Path.GetFileName(path)} count their branches.");
            }
        });
        return command;
    }

    private static bool IsInstrumented(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        MetadataReader metadata = assembly.GetMetadataReader();
        return metadata.AssemblyReferences.Any(reference => metadata.StringComparer.Equals(metadata.GetAssemblyReference(reference).Name, Marker));
    }
}
