namespace Claude.Aot.Generators;

/// <summary>What the project says about a schema file.</summary>
/// <param name="HasViews">Whether views and rules are printed as well, which only the package itself has the runtime for.</param>
/// <param name="Twin">Another schema file of the project with the same stem, which comes first; empty where there is none.</param>
internal sealed record SchemaOptions(string Path, string Namespace, bool HasViews, string Twin = "")
{
    /// <summary>The file's name up to its first dot, as a C# name.</summary>
    public string Stem => CSharpName.ToPascal(System.IO.Path.GetFileName(Path).Split('.')[0]);
}
