using System.Security.Cryptography;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Fuzzing;

/// <summary>Where a target's inputs and findings are kept. Files are named by their content.</summary>
internal sealed class FuzzFolders
{
    private readonly string _corpus;
    private readonly string _findings;

    public FuzzFolders(string output, string target)
    {
        _corpus = Path.Combine(output, target, "corpus");
        _findings = Path.Combine(output, target, "findings");
        Directory.CreateDirectory(_corpus);
        Directory.CreateDirectory(_findings);
        CurrentInput = Path.Combine(output, target, "current");
    }

    /// <summary>The repository's test data.</summary>
    public static string CorpusPath { get; } = Path.Combine(FindRoot(), "tests", "Corpus");

    /// <inheritdoc cref="CorpusPath"/>
    public static CorpusFolder Corpus { get; } = new(CorpusPath);

    /// <summary>Where everything goes unless the command says otherwise.</summary>
    public static string DefaultOutput { get; } = Path.Combine(FindRoot(), "artifacts", "fuzz");

    /// <summary>The file that holds the input under way, for the case that the process dies of it.</summary>
    public string CurrentInput { get; }

    public static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input).AsSpan(0, 8));

    public IEnumerable<byte[]> ReadCorpus() => Directory.EnumerateFiles(_corpus).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    public void Keep(byte[] input) => File.WriteAllBytes(Path.Combine(_corpus, NameOf(input)), input);

    /// <summary>Writes an input that a check failed on, and beside it what was found.</summary>
    /// <returns>The input's path.</returns>
    public string Report(byte[] input, string what)
    {
        string path = Path.Combine(_findings, NameOf(input));
        File.WriteAllBytes(path, input);
        File.WriteAllText($"{path}.txt", what);
        return path;
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Claude.Aot.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No Claude.Aot.sln above {AppContext.BaseDirectory}.");
    }
}
