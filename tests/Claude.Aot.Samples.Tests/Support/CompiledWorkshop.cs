using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>
/// Compiles all programs in this process, with the library that these tests were built with, when the first of them is asked for. That takes a few seconds; the SDK
/// takes several for each program, which is why its builds are in the slow tier.
/// </summary>
public sealed class CompiledWorkshop : SampleWorkshop
{
    private readonly Lazy<string> _folder = new(CompileAll);

    internal override async Task<string[]> BuildAsync(string name)
    {
        string folder = await Task.Run(() => _folder.Value);
        return ProgramCompiler.CommandOf(folder, name);
    }

    private static string CompileAll()
    {
        string folder = ProgramCompiler.CreateFolder("programs");
        foreach (string source in Directory.GetFiles(Repository.PathOf("samples"), "*.cs"))
        {
            ProgramCompiler.Compile(folder, Path.GetFileNameWithoutExtension(source), File.ReadAllText(source), source);
        }

        return folder;
    }
}
