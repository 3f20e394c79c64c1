namespace Claude.Aot.Benchmarks;

/// <summary>The repository from which this program was built.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    /// <summary>Returns the absolute path of a file or folder in the repository.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([s_root, .. parts]);

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Claude.Aot.sln")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException("This program works on the repository that it was built in, and does not lie in it any more.");
    }
}
