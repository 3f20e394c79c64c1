using System.CommandLine;
using System.Text.Json;
using Claude.Aot.Fuzzing.Coverage;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary><c>seeds</c>: makes the seeds of the repository from its test data and from what runs have found.</summary>
internal static class SeedsCommand
{
    // All seeds together stay small enough to be run by every test run.
    private const int MaxSeedBytes = 6 * 1024;
    private const int MaxBytesPerTarget = 48 * 1024;

    // An input on which a check once failed stays, whatever it reaches.
    private const string FindingPrefix = "found-";

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output") { Description = "where runs have kept inputs", DefaultValueFactory = static _ => new DirectoryInfo(FuzzFolders.DefaultOutput) };
        var command = new Command("seeds", "Makes tests/Corpus/fuzz from the other test data and from what runs have kept: the smallest inputs that reach everything.") { output };
        command.SetAction(parsed =>
        {
            foreach (FuzzTarget target in FuzzTarget.All)
            {
                Make(target, new FuzzFolders(parsed.GetRequiredValue(output).FullName, target.Name));
            }
        });
        return command;
    }

    private static void Make(FuzzTarget target, FuzzFolders folders)
    {
        using var coverage = new CoverageMap();
        using var run = new FuzzRun(target, coverage, folders, new Random(0));
        run.Load([.. SourcesOf(target.Name).Where(source => source.Length <= MaxSeedBytes), .. folders.ReadCorpus()]);
        string folder = Path.Combine(FuzzFolders.CorpusPath, "fuzz", target.Name);
        Directory.CreateDirectory(folder);
        foreach (string old in Directory.EnumerateFiles(folder).Where(file => !Path.GetFileName(file).StartsWith(FindingPrefix, StringComparison.Ordinal)))
        {
            File.Delete(old);
        }

        int bytes = 0;
        foreach (byte[] input in run.Inputs.Smallest().OrderBy(input => input.Length).TakeWhile(input => (bytes += input.Length) <= MaxBytesPerTarget))
        {
            File.WriteAllBytes(Path.Combine(folder, FuzzFolders.NameOf(input)), input);
        }

        Console.WriteLine($"{target.Name}: {Directory.GetFiles(folder).Length} seeds, {Math.Min(bytes, MaxBytesPerTarget)} bytes, {coverage.EdgeCount} edges");
    }

    private static IEnumerable<byte[]> SourcesOf(string target) => target switch
    {
        "sse" => Cases("sse-conformance.json", "input_base64").Concat(Files("derived")),
        "events" => Files("derived").Concat(Files("recorded")),
        "json" => Cases("json-edge/manifest.json", "base64"),
        _ => AnyBytes(),
    };

    private static IEnumerable<byte[]> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(FuzzFolders.CorpusPath, folder), "*.sse").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static IEnumerable<byte[]> Cases(string file, string member) =>
        FuzzFolders.Corpus.ReadJson(file).GetProperty("cases").EnumerateArray()
            .Select(entry => entry.GetProperty(member))
            .Where(value => value.ValueKind == JsonValueKind.String)
            .Select(value => value.GetBytesFromBase64());

    private static IEnumerable<byte[]> AnyBytes()
    {
        var random = new Random(0);
        for (int length = 1; length <= 256; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            yield return bytes;
        }
    }
}
