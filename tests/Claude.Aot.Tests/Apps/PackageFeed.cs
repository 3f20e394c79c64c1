using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Tests.Apps;

/// <summary>All packages of the working copy, in a folder that apps restore from, with a nuget.config as the README shows it.</summary>
/// <remarks>
/// The apps see only the packages. The packages get a version of their own and a cache of their own, so that nothing of another run is restored. Packages from
/// elsewhere are read from the cache of the machine.
/// </remarks>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Gets the version of the packages.</summary>
    public string Version { get; } = $"0.0.0-test.{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    /// <summary>Gets the folder of the packages.</summary>
    public string Packages => _folder.PathOf("packages");

    /// <summary>Gets the path of a package.</summary>
    public string PathOf(string id, string extension = "nupkg") => Path.Combine(Packages, $"{id}.{Version}.{extension}");

    /// <summary>Creates an empty folder below the nuget.config.</summary>
    public string CreateFolder(string name)
    {
        string folder = _folder.PathOf(name);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Runs a .NET command in a folder of the feed.</summary>
    internal Task<string> DotnetAsync(string folder, params IEnumerable<string> arguments) => Command.RunInAsync(folder, Environment, "dotnet", arguments);

    /// <summary>The variables under which the commands of the SDK run. Without them, its templates and tools would be installed for the user.</summary>
    private IEnumerable<(string Name, string Value)> Environment => [("DOTNET_CLI_HOME", _folder.PathOf("home")), ("DOTNET_NOLOGO", "1"), ("NuGetAudit", "false")];

    public async ValueTask InitializeAsync()
    {
        string[] options = ["-c", "Release", $"-p:Version={Version}", "--artifacts-path", _folder.PathOf("artifacts"), "-o", Packages, .. NativeBuild.Savings];
        await Command.RunInAsync(Repository.Root, [], "dotnet", ["pack", .. options]);
        // The tool has a native package for each platform, built on that platform, and a portable one for all others.
        string cli = Repository.PathOf("src", "Claude.Cli");
        await Command.RunAsync("dotnet", ["pack", cli, "-r", RuntimeInformation.RuntimeIdentifier, .. options]);
        await Command.RunAsync("dotnet", ["pack", cli, "-r", "any", "-p:PublishAot=false", .. options]);
        string cache = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(
            _folder.PathOf("nuget.config"),
            $"""
            <configuration>
              <packageSources>
                <add key="claude-aot" value="packages" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="machine" value="{cache}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="cache" />
              </config>
            </configuration>
            """);
        await DotnetAsync(_folder.PathOf("packages"), "new", "install", PathOf("Claude.Aot.Templates"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }
}
