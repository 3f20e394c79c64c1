using System.Text.RegularExpressions;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>
/// Builds each program from its file, with the commands that a reader uses. The library is built first, once; the programs are built one at a time, because first
/// builds of file-based programs that reference the same project collide.
/// </summary>
public sealed class FileWorkshop : SampleWorkshop, IAsyncDisposable
{
    /// <summary>The collection of the tests that use it, so that they run one after the other.</summary>
    public const string Collection = "Builds";

    // The same for builds and publishing, so that the library is compiled once for both.
    private const string Configuration = "Release";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "artifacts");

    private readonly CompilerServer _compiler = new(Dotnet);
    private readonly Dictionary<string, string> _built = [];
    private string? _compilerFolder;

    public async ValueTask DisposeAsync()
    {
        if (_compilerFolder is not null)
        {
            await _compiler.ShutDownAsync(_compilerFolder);
        }
    }

    internal override async Task<string[]> BuildAsync(string name)
    {
        if (!_built.TryGetValue(name, out string? program))
        {
            await BuildLibraryAsync();
            string output = await DotnetAsync("build", SourceOf(name), "-p:BuildProjectReferences=false", "-p:NuGetAudit=false");
            // Only the SDK knows where it puts the programs of one file.
            Match target = Regex.Match(output, $@"{Regex.Escape(name)}\.cs -> (.+\.dll)");
            Assert.True(target.Success, $"The build does not print the path of {name}:\n{output}");
            program = target.Groups[1].Value;
            _built.Add(name, program);
        }

        return [Dotnet, "exec", program];
    }

    /// <summary>Publishes a program natively and checks that there is no warning.</summary>
    /// <returns>The command that runs the program.</returns>
    internal async Task<string[]> PublishAsync(string name)
    {
        NativeToolchain.Require();
        await BuildLibraryAsync();
        string folder = Path.Combine(s_folder, "native", name);
        // Debug symbols would take a quarter of the time.
        string output = await DotnetAsync(
            "publish", SourceOf(name), "-p:BuildProjectReferences=false", "-p:NuGetAudit=false", "-p:NativeDebugSymbols=false", "--output", folder);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        return [Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)];
    }

    // The analyzers ran when the solution was built.
    private async Task BuildLibraryAsync() => _compilerFolder ??= (await DotnetAsync(
        "build", Repository.PathOf("src", "Claude.Aot.Extensions"), "-p:RunAnalyzers=false", "-t:Build", "-getProperty:RoslynTargetsPath")).Trim();

    private static string SourceOf(string name) => Repository.PathOf("samples", $"{name}.cs");

    // Separate folders, so that nothing is shared with a build of an editor or another test project. The library is built in the first. The SDK sets the
    // ArtifactsPath of file-based programs itself, below XDG_DATA_HOME on Linux.
    private Task<string> DotnetAsync(params string[] arguments) => Command.RunWithAsync(
        [("ArtifactsPath", s_folder), ("XDG_DATA_HOME", s_folder), ("DOTNET_CLI_UI_LANGUAGE", "en")],
        Dotnet,
        [.. arguments, "-c", Configuration, .. _compiler.Arguments]);
}
