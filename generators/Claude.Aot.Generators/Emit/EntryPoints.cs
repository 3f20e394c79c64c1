namespace Claude.Aot.Generators;

/// <summary>An emitter for the static methods that create an object from JSON.</summary>
internal static class EntryPoints
{
    /// <param name="writer">The writer that receives the code.</param>
    /// <param name="spec">The schema. The types of an app's own schema also get a <c>Parse</c> method, because nothing else parses them.</param>
    /// <param name="typeName">The type that the methods return.</param>
    /// <param name="create">The expression that creates an instance from raw JSON: <c>new</c> or the name of a method.</param>
    /// <param name="hides">The modifier by which the methods of a variant hide those of its union; empty if there is nothing to hide.</param>
    public static void Write(SourceWriter writer, SchemaSpec spec, string typeName, string create, string hides)
    {
        writer.WriteLine();
        writer.WriteSummary("Reads the value at which the reader stands, and leaves the reader at its end.");
        writer.WriteLine("""/// <exception cref="global::System.Text.Json.JsonException">The JSON is not valid.</exception>""");
        writer.WriteLine($"public static {hides}{typeName} Read(ref {Runtime.Utf8JsonReader} reader) => {create}({Runtime.RawJson}.Read(ref reader));");
        if (spec.Streaming is not null)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteSummary("Reads one JSON value.");
        writer.WriteLine("""/// <exception cref="global::System.Text.Json.JsonException">The text is not one JSON value.</exception>""");
        writer.WriteLine($"public static {hides}{typeName} Parse({Runtime.Bytes} utf8Json) => {create}({Runtime.RawJson}.Parse(utf8Json));");
    }
}
