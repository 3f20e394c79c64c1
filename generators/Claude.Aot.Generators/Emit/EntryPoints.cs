namespace Claude.Aot.Generators;

/// <summary>Prints the static methods by which JSON becomes an object.</summary>
internal static class EntryPoints
{
    /// <param name="writer">Prints.</param>
    /// <param name="spec">The schema; one of a user's own has nothing else that parses, so it gets a method for that.</param>
    /// <param name="typeName">The type that is made.</param>
    /// <param name="create">What makes it of raw JSON: <c>new</c> or a method.</param>
    /// <param name="hides">The modifier with which a variant's methods hide those of its union.</param>
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
