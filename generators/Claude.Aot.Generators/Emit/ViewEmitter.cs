namespace Claude.Aot.Generators;

/// <summary>An emitter for views, which are structs over the memory of a stream.</summary>
internal static class ViewEmitter
{
    public static SourceFile Emit(SchemaSpec spec, ViewSpec view) => SourceFile.Create(spec, view.Name, usesSystem: false, writer =>
    {
        bool isWhole = view.Shape is ViewShape.Object or ViewShape.Union;
        var scope = new Scope(spec, view.Accessors.Select(accessor => accessor.Name));
        if (isWhole)
        {
            WriteWhole(writer, view, scope);
        }
        else
        {
            SourceFile.OpenUndocumentedType(writer, $"public readonly partial struct {view.Name}");
        }

        var accessors = new AccessorEmitter(writer, scope, view.Union, isWhole ? "_source" : "Source");
        for (int i = 0; i < view.Accessors.Count; i++)
        {
            if (isWhole || i > 0)
            {
                writer.WriteLine();
            }

            accessors.Write(view.Accessors[i]);
        }

        writer.Close();
    });

    private static void WriteWhole(SourceWriter writer, ViewSpec view, Scope scope)
    {
        writer.WriteSummary(view.Description);
        writer.WriteLine("""
            /// <remarks>
            /// Owner: the stream. Valid until the next event is read; after that every member throws <see cref="global::System.InvalidOperationException"/>.
            /// </remarks>
            """);
        writer.WriteLine("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]");
        SourceFile.OpenUndocumentedType(writer, $"public readonly partial struct {view.Name}");
        writer.WriteLine($$"""
            private readonly {{Runtime.ObjectSource}} _source;

            internal {{view.Name}}({{Runtime.ObjectSource}} source) => _source = source;

            /// <summary>Whether it is there at all.</summary>
            public bool IsPresent => !_source.IsEmpty;

            /// <summary>The JSON as received.</summary>
            public {{Runtime.Utf8Text}} RawJson => _source.RawJson;
            """);
        if (view.Union is { } union)
        {
            WriteKind(writer, union, scope);
        }

        if (!view.IsFolded)
        {
            string create = view.Union is null ? "new" : $"{scope.Static(view.OwnedName)}.Create";
            writer.WriteLine();
            writer.WriteSummary("A copy that can be kept.");
            writer.WriteLine($"public {view.OwnedName} ToOwned() => {create}(_source.ToRawJson());");
        }
    }

    private static void WriteKind(SourceWriter writer, UnionSpec union, Scope scope)
    {
        string text = $"_source.GetText({Literals.Utf8(union.Discriminator)})";
        writer.WriteLine();
        writer.WriteSummary("Which variant this is.");
        writer.Open($"public {union.KindName} {union.KindProperty}");
        writer.Open("get");
        writer.WriteLine($"{Runtime.Utf8Text} name = {text};");
        writer.WriteLine($"using {Runtime.Section} section = name.Enter();");
        writer.WriteLine($"return {scope.Static(union.KindName + "s")}.Parse(name.Bytes);");
        writer.Close();
        writer.Close();
        writer.WriteLine();
        writer.WriteSummary($"The wire name of the variant: the value of `{union.Discriminator}`.");
        writer.WriteLine($"public {Runtime.Utf8Text} {union.KindProperty}Name => {text};");
    }
}
