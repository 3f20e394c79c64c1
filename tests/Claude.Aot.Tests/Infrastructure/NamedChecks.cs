namespace Claude.Aot.Tests.Infrastructure;

/// <summary>Runs the checks that the native program runs too, each as a test of its own.</summary>
internal static class NamedChecks
{
    /// <summary>The names, one for each test.</summary>
    public static TheoryData<string> Names(this IEnumerable<(string Name, Func<Task> Run)> checks) => [.. checks.Select(static check => check.Name)];

    /// <summary>Runs the check of a name.</summary>
    public static Task RunAsync(this IEnumerable<(string Name, Func<Task> Run)> checks, string name) => checks.Single(check => check.Name == name).Run();
}
