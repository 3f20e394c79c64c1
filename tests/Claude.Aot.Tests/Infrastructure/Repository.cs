namespace Claude.Aot.Tests.Infrastructure;

/// <summary>Where things lie in the working copy that these tests were built in.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that these tests were built in, <c>Debug</c> or <c>Release</c>: the name of the folder above <c>net10.0</c>.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)))!;

    /// <summary>A path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Claude.Aot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Claude.Aot.sln above {AppContext.BaseDirectory}.");
    }
}
