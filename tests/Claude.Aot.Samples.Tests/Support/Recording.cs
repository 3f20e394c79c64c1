using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests.Support;

/// <summary>What a program is answered, and what it shall print then: a body in wire form, and beside it the whole standard output.</summary>
internal static class Recording
{
    public static ResponseScript Script(string name) => ResponseScript.FromFile(PathOf($"{name}.sse"));

    /// <summary>Gets the responses to a program, in the order of its requests: <c>name.sse</c>, or <c>name-1.sse</c>, <c>name-2.sse</c> and so on.</summary>
    public static ResponseScript[] Scripts(string name) => File.Exists(PathOf($"{name}.sse"))
        ? [Script(name)]
        : [.. Enumerable.Range(1, int.MaxValue).Select(i => $"{name}-{i}").TakeWhile(part => File.Exists(PathOf($"{part}.sse"))).Select(Script)];

    public static string ExpectedOutput(string program) => File.ReadAllText(PathOf($"{program}.txt"));

    private static string PathOf(string file) => Repository.PathOf("tests", "Claude.Aot.Samples.Tests", "Recordings", file);
}
