using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>What a program is answered, and what it shall print then: a body in wire form, and beside it the whole standard output.</summary>
internal static class Recording
{
    public static ResponseScript Script(string name) => ResponseScript.FromFile(PathOf($"{name}.sse"));

    public static string ExpectedOutput(string program) => File.ReadAllText(PathOf($"{program}.txt"));

    private static string PathOf(string file) => Repository.PathOf("tests", "Claude.Aot.Samples.Tests", "Recordings", file);
}
