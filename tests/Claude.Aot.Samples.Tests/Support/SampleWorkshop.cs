namespace Claude.Aot.Samples.Tests.Support;

/// <summary>Builds the programs of the cookbook.</summary>
public abstract class SampleWorkshop
{
    internal static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>Builds a program the first time it is asked for.</summary>
    /// <returns>The command that runs the program.</returns>
    internal abstract Task<string[]> BuildAsync(string name);
}
