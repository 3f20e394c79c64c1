using System.Text.RegularExpressions;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>
/// Builds the programs of the cookbook with the commands that their reader uses: first the library, once, then each program when it is first asked for, one at a time.
/// </summary>
public sealed class SampleWorkshop : IAsyncLifetime
{
    // The one that publishing takes, so that the library is compiled once for both.
    private const string Configuration = "Release";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "artifacts");
    private static readonly string s_dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private readonly CompilerServer _compiler = new(s_dotnet);
    private readonly Dictionary<string, string> _built = [];
    private string _compilerFolder = "";

    // What the analyzers have to say of the library they said when the solution was built.
    public async ValueTask InitializeAsync() => _compilerFolder = (await DotnetAsync(
        "build", Repository.PathOf("src", "Claude.Aot"), "-p:RunAnalyzers=false", "-t:Build", "-getProperty:RoslynTargetsPath")).Trim();

    public async ValueTask DisposeAsync() => await _compiler.ShutDownAsync(_compilerFolder);

    /// <summary>The command that runs a program as it is.</summary>
    internal async Task<string[]> BuildAsync(string name)
    {
        if (!_built.TryGetValue(name, out string? program))
        {
            string output = await DotnetAsync("build", SourceOf(name), "-p:BuildProjectReferences=false", "-p:NuGetAudit=false");
            // Only the SDK knows where it puts the programs of one file.
            Match target = Regex.Match(output, $@"{Regex.Escape(name)}\.cs -> (.+\.dll)");
            Assert.True(target.Success, $"The build does not say where {name} went:\n{output}");
            program = target.Groups[1].Value;
            _built.Add(name, program);
        }

        return [s_dotnet, "exec", program];
    }

    /// <summary>The command that runs a program which was compiled natively, without a warning.</summary>
    internal async Task<string[]> PublishAsync(string name)
    {
        NativeToolchain.Require();
        string folder = Path.Combine(s_folder, "native", name);
        // Symbols for a debugger, which nobody will look at, would take a quarter of the time.
        string output = await DotnetAsync(
            "publish", SourceOf(name), "-p:BuildProjectReferences=false", "-p:NuGetAudit=false", "-p:NativeDebugSymbols=false", "--output", folder);
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        return [Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name)];
    }

    private static string SourceOf(string name) => Repository.PathOf("samples", $"{name}.cs");

    // Folders of its own: it shares nothing with a build that an editor or another test project may be running. The library goes to the first;
    // the programs, whose ArtifactsPath the SDK sets itself, to the second (on Linux; elsewhere to where their reader's go).
    private Task<string> DotnetAsync(params string[] arguments) => Command.RunWithAsync(
        [("ArtifactsPath", s_folder), ("XDG_DATA_HOME", s_folder), ("DOTNET_CLI_UI_LANGUAGE", "en")],
        s_dotnet,
        [.. arguments, "-c", Configuration, .. _compiler.Arguments]);
}
