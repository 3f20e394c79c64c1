namespace Claude.Aot.Generators;

/// <summary>The options that a project sets for a schema file.</summary>
/// <param name="HasViews">Whether views and rules are printed as well. Only the package itself has the runtime types that they need.</param>
/// <param name="Twin">The name of another schema file of the project that has the same stem and comes first; empty if there is none.</param>
internal sealed record SchemaOptions(string Path, string Namespace, bool HasViews, string Twin = "")
{
    /// <summary>Gets the name of the file up to the first dot, as a C# name.</summary>
    public string Stem => CSharpName.ToPascal(System.IO.Path.GetFileName(Path).Split('.')[0]);
}
