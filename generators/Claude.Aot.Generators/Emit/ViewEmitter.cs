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
            writer.WriteExample(view.Example);
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
            /// The stream owns the memory. The view is valid until the next event is read. After that, every member throws an
            /// <see cref="global::System.InvalidOperationException"/>.
            /// </remarks>
            """);
        writer.WriteExample(view.Example);
        writer.WriteLine("[global::System.Runtime.InteropServices.StructLayout(global::System.Runtime.InteropServices.LayoutKind.Auto)]");
        SourceFile.OpenUndocumentedType(writer, $"public readonly partial struct {view.Name}");
        writer.WriteLine($$"""
            private readonly {{Runtime.ObjectSource}} _source;

            internal {{view.Name}}({{Runtime.ObjectSource}} source) => _source = source;

            /// <summary>Whether the value is present.</summary>
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
            writer.WriteSummary("Creates a copy that stays valid.");
            writer.WriteLine($"public {view.OwnedName} ToOwned() => {create}(_source.ToRawJson());");
        }
    }

    private static void WriteKind(SourceWriter writer, UnionSpec union, Scope scope)
    {
        string text = $"_source.GetText({Literals.Utf8(union.Discriminator)})";
        writer.WriteLine();
        writer.WriteSummary("The variant.");
        writer.Open($"public {union.KindName} {union.KindProperty}");
        writer.Open("get");
        writer.WriteLine($"{Runtime.Utf8Text} name = {text};");
        writer.WriteLine($"using {Runtime.Section} section = name.Enter();");
        writer.WriteLine($"return {scope.Static(union.KindName + "s")}.Parse(name.Bytes);");
        writer.Close();
        writer.Close();
        writer.WriteLine();
        writer.WriteSummary($"The name of the variant on the wire, which is the value of `{union.Discriminator}`.");
        writer.WriteLine($"public {Runtime.Utf8Text} {union.KindProperty}Name => {text};");
    }
}

/// <summary>An emitter for the accessors of a view.</summary>
internal sealed class AccessorEmitter
{
    private readonly SourceWriter _writer;
    private readonly Scope _scope;
    private readonly UnionSpec? _union;
    private readonly string _source;

    /// <param name="writer">The writer that receives the code.</param>
    /// <param name="scope">The members of the view.</param>
    /// <param name="union">The union that the view shows, or null if it shows an object.</param>
    /// <param name="source">The name of the field or property that holds the view's JSON.</param>
    public AccessorEmitter(SourceWriter writer, Scope scope, UnionSpec? union, string source)
    {
        _writer = writer;
        _scope = scope;
        _union = union;
        _source = source;
    }

    public void Write(AccessorSpec accessor)
    {
        string header = $"public {TypeOf(accessor)} {accessor.Name} =>";
        WriteDocumentation(accessor);
        if (accessor.Sources.Count > 1)
        {
            WriteSwitch(accessor, header);
            return;
        }

        AccessorSourceSpec source = accessor.Sources[0];
        string value = Get(accessor, source);
        _writer.WriteLine(source.Members.Count == 0
            ? $"{header} {value};"
            : $"{header} {_union!.KindProperty} is {Condition(source)} ? {value} : default;");
    }

    /// <summary>Prints what the member is. If not every kind has it, or kinds describe it differently, also prints the kinds.</summary>
    private void WriteDocumentation(AccessorSpec accessor)
    {
        if (accessor.Meanings.Count <= 1)
        {
            _writer.WriteSummary(accessor.Description);
            if (accessor.Meanings.Count == 1 && accessor.Meanings[0].Members.Count < _union!.Variants.Count)
            {
                _writer.WriteLine($"/// <remarks>Defined by {References(accessor.Meanings[0])}.</remarks>");
            }

            return;
        }

        _writer.WriteSummary($"The `{accessor.Sources[0].WireName}` member, whose meaning depends on the variant.");
        _writer.WriteLine("/// <remarks>");
        _writer.WriteLine("/// <list type=\"bullet\">");
        foreach (AccessorMeaningSpec meaning in accessor.Meanings)
        {
            _writer.WriteLine($"/// <item><description>{References(meaning)}: {Docs.ToXml(meaning.Description)}</description></item>");
        }

        _writer.WriteLine("/// </list>");
        _writer.WriteLine("/// </remarks>");
    }

    private string References(AccessorMeaningSpec meaning) =>
        string.Join(", ", meaning.Members.Select(member => $"<see cref=\"{_scope.Static(_union!.KindName)}.{member}\"/>"));

    private static string TypeOf(AccessorSpec accessor) => ValueTypeOf(accessor) + (accessor.IsNullable ? "?" : "");

    private static string ValueTypeOf(AccessorSpec accessor) => accessor.Kind switch
    {
        AccessorKind.Text => Runtime.Utf8Text,
        AccessorKind.Int64 => "long",
        AccessorKind.Double => "double",
        AccessorKind.Boolean => "bool",
        AccessorKind.OpenEnum or AccessorKind.View => accessor.TypeName,
        AccessorKind.ToolInput => Runtime.ToolInputView,
        _ => Runtime.JsonView,
    };

    private void WriteSwitch(AccessorSpec accessor, string header)
    {
        _writer.Open($"{header} {_union!.KindProperty} switch");
        foreach (AccessorSourceSpec source in accessor.Sources)
        {
            _writer.WriteLine($"{Condition(source)} => {Get(accessor, source)},");
        }

        _writer.WriteLine("_ => default,");
        _writer.Close(";");
    }

    private string Condition(AccessorSourceSpec source) =>
        string.Join(" or ", source.Members.Select(member => $"{_scope.Static(_union!.KindName)}.{member}"));

    private string Get(AccessorSpec accessor, AccessorSourceSpec source)
    {
        if (source.IsAppended)
        {
            return "Appended";
        }

        string from = source.Container.Length == 0 ? _source : $"{_source}.GetObject({Literals.Utf8(source.Container)})";
        string name = Literals.Utf8(source.WireName);
        string nullable = accessor.IsNullable ? "Nullable" : "";
        return accessor.Kind switch
        {
            AccessorKind.Text => $"{from}.GetText({name})",
            AccessorKind.Int64 => $"{from}.Get{nullable}Int64({name})",
            AccessorKind.Double => $"{from}.Get{nullable}Double({name})",
            AccessorKind.Boolean => $"{from}.Get{nullable}Boolean({name})",
            AccessorKind.OpenEnum => $"{_scope.Static(accessor.TypeName)}.From({from}.GetText({name}))",
            AccessorKind.View => $"new {accessor.TypeName}({from}.GetObject({name}))",
            AccessorKind.ToolInput => $"{from}.GetToolInput({name})",
            _ => $"{from}.GetJson({name})",
        };
    }
}
