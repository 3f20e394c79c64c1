namespace Claude.Aot.Benchmarks;

/// <summary>One of the programs that are compared.</summary>
/// <param name="Name">Its name in results.</param>
/// <param name="Path">The native program.</param>
internal sealed record FootprintProgram(string Name, string Path)
{
    /// <summary>The size of its file.</summary>
    public long Bytes => new FileInfo(Path).Length;
}
