using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>
/// Compares generated files with the ones beside the test, named as Verify names them, so that <c>Verifier.Verify</c> could take over in one line.
/// What differs is left beside it as <c>.received</c>; CLAUDE_ACCEPT_SNAPSHOTS=1 takes what is generated as right.
/// </summary>
internal static class Snapshot
{
    private static readonly bool s_accepts = Environment.GetEnvironmentVariable("CLAUDE_ACCEPT_SNAPSHOTS") == "1";

    /// <param name="driver">What was generated.</param>
    /// <param name="hintNames">The files to compare; all where none is named.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    /// <param name="test">Filled in by the compiler.</param>
    public static void Verify(GeneratorDriver driver, string[]? hintNames = null, [CallerFilePath] string testFile = "", [CallerMemberName] string test = "")
    {
        string folder = Path.GetDirectoryName(testFile)!;
        string prefix = $"{Path.GetFileNameWithoutExtension(testFile)}.{test}#";
        Dictionary<string, string> received = driver.GetRunResult().Results.Single().GeneratedSources
            .Where(source => hintNames is null || hintNames.Contains(source.HintName))
            .ToDictionary(source => prefix + Path.GetFileNameWithoutExtension(source.HintName), source => source.SourceText.ToString());
        List<string> differences = [];
        foreach ((string name, string text) in received)
        {
            Compare(Path.Combine(folder, name + ".verified.cs"), text, differences);
        }

        foreach (string stale in Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Where(path => !received.ContainsKey(NameOf(path))))
        {
            RemoveStale(stale, differences);
        }

        Assert.NotEmpty(received);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    /// <summary>Compares a file of the repository that is made from something else.</summary>
    public static void VerifyFile(string path, string received)
    {
        List<string> differences = [];
        Compare(path, received, differences);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }

    private static string NameOf(string path) => Path.GetFileName(path)[..^".verified.cs".Length];

    private static void Compare(string path, string received, List<string> differences)
    {
        string other = Path.ChangeExtension(path.Replace(".verified", ""), ".received" + Path.GetExtension(path));
        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (s_accepts)
        {
            File.WriteAllText(path, received);
            File.Delete(other);
        }
        else if (expected != received)
        {
            File.WriteAllText(other, received);
            differences.Add($"{Path.GetFileName(path)} differs:\n{Describe(expected.Split('\n'), received.Split('\n'))}");
        }
    }

    private static void RemoveStale(string path, List<string> differences)
    {
        if (s_accepts)
        {
            File.Delete(path);
        }
        else
        {
            differences.Add($"{Path.GetFileName(path)} is generated no more");
        }
    }

    /// <summary>The lines between the first and the last that differ.</summary>
    private static string Describe(string[] expected, string[] received)
    {
        int start = 0;
        while (start < expected.Length && start < received.Length && expected[start] == received[start])
        {
            start++;
        }

        int same = 0;
        while (same < expected.Length - start && same < received.Length - start && expected[^(same + 1)] == received[^(same + 1)])
        {
            same++;
        }

        IEnumerable<string> removed = expected[start..^same].Select(line => "- " + line);
        IEnumerable<string> added = received[start..^same].Select(line => "+ " + line);
        return $"@@ line {start + 1}\n{string.Join('\n', removed.Concat(added).Take(40))}";
    }
}
