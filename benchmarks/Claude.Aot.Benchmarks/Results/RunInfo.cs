using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Claude.Aot.Benchmarks;

/// <summary>Describes the run that measured results, for the report. It is stored in a separate file next to the results.</summary>
/// <param name="Command">The command, run from the root of the repository.</param>
/// <param name="Commit">The commit that was checked out, with a plus sign if files had changed since.</param>
/// <param name="Date">The date.</param>
/// <param name="Runtime">The runtime, and how the program was compiled.</param>
/// <param name="Machine">The operating system, the processor and the number of its cores.</param>
internal sealed record RunInfo(string Command, string Commit, string Date, string Runtime, string Machine)
{
    /// <summary>Creates the description of this process.</summary>
    /// <param name="command">The command, run from the root of the repository.</param>
    public static RunInfo Of(string command)
    {
        // Files that a run writes do not count as changes of the measured code.
        bool isChanged = Git("status", "--porcelain", "--untracked-files=no", "--", "src", "benchmarks/*.cs", "benchmarks/*.csproj").Length > 0;
        bool isNative = !RuntimeFeature.IsDynamicCodeSupported;
        return new RunInfo(
            command,
            Git("rev-parse", "--short", "HEAD") + (isChanged ? "+" : ""),
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            $"{RuntimeInformation.FrameworkDescription}, {(isNative ? "native" : "JIT")}",
            $"{RuntimeInformation.RuntimeIdentifier}, {Processor()}, {Environment.ProcessorCount} cores");
    }

    /// <summary>Returns the path of the description for a file of results.</summary>
    public static string PathFor(string resultFile) => Path.ChangeExtension(resultFile, ".run.json");

    public static RunInfo Read(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement json = document.RootElement;
        return new RunInfo(Text("command"), Text("commit"), Text("date"), Text("runtime"), Text("machine"));

        string Text(string name) => json.GetProperty(name).GetString() ?? "";
    }

    public void Write(string path)
    {
        using FileStream stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, ResultFile.Options);
        json.WriteStartObject();
        json.WriteString("command"u8, Command);
        json.WriteString("commit"u8, Commit);
        json.WriteString("date"u8, Date);
        json.WriteString("runtime"u8, Runtime);
        json.WriteString("machine"u8, Machine);
        json.WriteEndObject();
    }

    private static string Processor()
    {
        const string Key = "model name";
        return File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(static line => line.StartsWith(Key, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Git(params IEnumerable<string> arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
