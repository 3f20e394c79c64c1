namespace Claude.Aot.Benchmarks;

/// <summary>Publishes programs natively, for the machine that this one runs on.</summary>
internal static class NativePublish
{
    /// <summary>Publishes a project.</summary>
    /// <param name="project">The folder of the project, whose name is the program's.</param>
    /// <param name="properties">Properties of the build, as <c>Name=Value</c>.</param>
    /// <returns>The program's path.</returns>
    public static async Task<string> RunAsync(string project, params IEnumerable<string> properties)
    {
        string name = Path.GetFileName(project);
        string output = Path.Combine(AppContext.BaseDirectory, "native", string.Join('-', [name, .. properties]));
        await Command.RunAsync("dotnet", ["publish", project, "-c", "Release", "-p:RunAnalyzers=false", .. properties.Select(static property => $"-p:{property}"), "--output", output]);
        return Path.Combine(output, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }
}
