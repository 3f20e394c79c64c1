namespace Claude.Aot.Benchmarks;

/// <summary>Publishes programs natively for the current machine.</summary>
internal static class NativePublish
{
    /// <summary>Publishes a project.</summary>
    /// <param name="project">The folder of the project. The program has the name of the folder.</param>
    /// <param name="properties">The build properties, as <c>Name=Value</c>.</param>
    /// <returns>The path of the program.</returns>
    public static async Task<string> RunAsync(string project, params IEnumerable<string> properties)
    {
        string name = Path.GetFileName(project);
        string output = Path.Combine(AppContext.BaseDirectory, "native", string.Join('-', [name, .. properties]));
        await Command.RunAsync("dotnet", ["publish", project, "-c", "Release", "-p:RunAnalyzers=false", .. properties.Select(static property => $"-p:{property}"), "--output", output]);
        return Path.Combine(output, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }
}
