namespace Claude.Aot.Benchmarks;

/// <summary>One of the compared programs.</summary>
/// <param name="Name">The name of the program in results.</param>
/// <param name="Path">The path of the native program.</param>
internal sealed record FootprintProgram(string Name, string Path)
{
    /// <summary>Gets the size of the program's file.</summary>
    public long Bytes => new FileInfo(Path).Length;
}
