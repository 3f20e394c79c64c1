namespace Claude.Aot.Generators;

/// <summary>Prints the part of a type that makes it an output.</summary>
internal static class OutputClassEmitter
{
    private const string Config = "global::Claude.Aot.OutputConfig";
    private const string Stream = "global::Claude.Aot.MessageStream";
    private const string Partial = "global::Claude.Aot.Serialization.PartialOutput";
    private const string Token = "global::System.Threading.CancellationToken";

    public static SourceFile Emit(OutputSpec output)
    {
        var writer = new SourceWriter();
        var code = new BindingCode(new TypeTable(output.Types));
        var root = (BoundObject)code.Types[output.RootId];
        string self = $"global::Claude.Aot.IClaudeOutput<{root.CSharpType}>";
        var partial = new PartialEmitter(code, writer, root);
        string read = code.TakeName("ReadOutput");
        PartFile.Begin(writer, output.Namespace, output.Declarations, self);
        WriteMembers(writer, code, output, partial);
        writer.WriteLine(SourceFile.Attribute);
        writer.WriteLine($"static {root.CSharpType} {self}.ReadOutput(ref {Runtime.Utf8JsonReader} reader) => {OutputNames.Code}.{read}(ref reader);");
        writer.WriteLine();
        partial.WriteClasses(NewOf(output, OutputNames.Partial));
        WriteCode(writer, code, partial, root, read, NewOf(output, OutputNames.Code));
        return PartFile.End(writer, output.Declarations, output.FullName, "Output");
    }

    private static void WriteMembers(SourceWriter writer, BindingCode code, OutputSpec output, PartialEmitter partial)
    {
        var root = (BoundObject)code.Types[output.RootId];
        string schema = new SchemaWriter(code.Types, isStrict: true, [output.RootId]).WriteRoot(root.Members, root.Description);
        writer.WriteSummary("Gets the configuration that makes the model answer with JSON of this type.");
        writer.WriteLine(SourceFile.Attribute);
        writer.WriteLine($"public static {NewOf(output, OutputNames.Config)}{Config} {OutputNames.Config} => field ??= new()");
        writer.OpenBlock();
        writer.WriteLine($"Format = new() {{ Schema = {Runtime.RawJson}.Parse({Literals.Utf8(schema)}, 256) }},");
        writer.Close(";");
        writer.WriteLine();
        writer.WriteSummary("Reads the output of a stream while it arrives. Returns an object that never changes each time something was added.");
        writer.WriteLine(SourceFile.Attribute);
        string modifiers = $"public static {NewOf(output, OutputNames.ReadPartial)}global::System.Collections.Generic.IAsyncEnumerable<{OutputNames.Partial}>";
        writer.WriteLine($"{modifiers} {OutputNames.ReadPartial}({Stream} stream, {Token} cancellationToken = default) =>");
        writer.WriteContinuation($"{Partial}.ReadAsync<{OutputNames.Partial}>(stream, {OutputNames.Code}.{partial.ShapeOf(root)}, cancellationToken);");
        writer.WriteLine();
    }

    private static string NewOf(OutputSpec output, string name) => output.Hidden.Contains(name) ? "new " : "";

    private static void WriteCode(SourceWriter writer, BindingCode code, PartialEmitter partial, BoundObject root, string read, string hides)
    {
        writer.WriteSummary("The code that reads outputs.");
        writer.WriteLine(SourceFile.Attribute);
        writer.Open($"private {hides}static class {OutputNames.Code}");
        partial.WriteShapes();
        writer.WriteLine($"public static {root.CSharpType} {read}(ref {Runtime.Utf8JsonReader} reader) => {code.MethodOf(root.Id)}(ref reader);");
        BindingEmitter.Write(code, writer);
        writer.Close();
    }
}
