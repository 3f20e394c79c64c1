namespace Claude.Aot.Generators;

/// <summary>An emitter for the class of a kind union, which is a value whose JSON kind determines its type.</summary>
internal static class KindUnionEmitter
{
    public static SourceFile Emit(SchemaSpec spec, KindUnionSpec item) => SourceFile.Create(spec, item.Name, usesSystem: false, writer =>
    {
        var scope = new Scope(spec, item.Alternatives.Select(alternative => alternative.Name));
        AlternativeSpec? list = item.Alternatives.FirstOrDefault(alternative => alternative.Type.Kind == ValueKind.Array);
        WriteHeader(writer, item, list);
        WriteReader(writer, item, scope);
        foreach (AlternativeSpec alternative in item.Alternatives)
        {
            WriteAlternative(writer, item, alternative);
        }

        WriteShared(writer, item);
        SourceFile.WriteFromJson(writer, item.Name, "new(json)");
        if (list is not null)
        {
            CollectionEmitter.WriteMembers(writer, item.Name, list);
        }

        WriteWriter(writer, item, ValueWriter.For(spec));
        writer.Close();
    });

    private static void WriteHeader(SourceWriter writer, KindUnionSpec item, AlternativeSpec? list)
    {
        writer.WriteSummary(item.Description);
        writer.WriteExample(item.Example);
        if (list is not null)
        {
            writer.WriteLine(CollectionEmitter.AttributeOf(item.Name));
        }

        string[] bases = list is null ? [] : [CollectionEmitter.BaseOf(list)];
        SourceFile.OpenWireType(writer, item.Name, $"public sealed partial class {item.Name}", bases);
    }

    private static void WriteReader(SourceWriter writer, KindUnionSpec item, Scope scope)
    {
        writer.Open($"internal {item.Name}({Runtime.RawJson} json)");
        writer.WriteLine("RawJson = json;");
        writer.Open("switch (json.ValueKind)");
        foreach (AlternativeSpec alternative in item.Alternatives)
        {
            writer.WriteLine($"case {Runtime.JsonValueKind}.{JsonKindOf(alternative.Type)}: {alternative.Name} = {Read(alternative.Type, scope)}; break;");
        }

        writer.Close();
        writer.Close();
    }

    private static void WriteAlternative(SourceWriter writer, KindUnionSpec item, AlternativeSpec alternative)
    {
        string description = alternative.Description.Length > 0 ? alternative.Description : $"A JSON {JsonKindOf(alternative.Type).ToLowerInvariant()}.";
        string type = TypeNames.Of(alternative.Type with { IsNullable = false });
        writer.WriteLine();
        writer.WriteLine($"/// <summary>Initializes a value whose <see cref=\"{alternative.Name}\"/> is set.</summary>");
        writer.WriteLine($"public {item.Name}({type} value) => {alternative.Name} = value;");
        writer.WriteLine();
        writer.WriteSummary($"{description} Null if the value has another form.");
        writer.WriteLine($"public {type}? {alternative.Name} {{ get; }}");
        foreach (string source in ConvertibleFrom(alternative.Type))
        {
            writer.WriteLine();
            writer.WriteLine($"/// <summary>Converts to a value whose <see cref=\"{alternative.Name}\"/> is set.</summary>");
            writer.WriteLine($"public static implicit operator {item.Name}({source} value) => new(value);");
        }
    }

    private static void WriteShared(SourceWriter writer, KindUnionSpec item)
    {
        writer.WriteLine();
        writer.WriteSummary("The JSON as received. Empty if the caller created the value.");
        writer.WriteLine($"public {Runtime.RawJson} RawJson {{ get; }}");
        if (item.HasEmpty)
        {
            // Empty has its own constructor: the reading one would pull the readers of all alternatives into every program that sends such a value.
            writer.WriteLine();
            writer.Open($"private {item.Name}()");
            writer.Close();
            writer.WriteLine();
            writer.WriteLine($"internal static {item.Name} Empty {{ get; }} = new();");
        }

        writer.WriteLine();
        writer.WriteLine($"internal static {item.Name} Create({Runtime.RawJson} json) => new(json);");
    }

    private static void WriteWriter(SourceWriter writer, KindUnionSpec item, ValueWriter values)
    {
        writer.WriteLine();
        writer.WriteLine($"void {Runtime.WireValue}.Write({Runtime.Utf8JsonWriter} writer) => Write(writer);");
        writer.WriteLine();
        writer.Open($"internal void Write({Runtime.Utf8JsonWriter} writer)");
        foreach (AlternativeSpec alternative in item.Alternatives)
        {
            writer.Open($"if (RawJson.IsEmpty && {alternative.Name} is not null)");
            WriteValue(writer, alternative, values);
            writer.WriteLine("return;");
            writer.Close();
            writer.WriteLine();
        }

        writer.WriteLine(values.Value(new TypeSpec(ValueKind.Any), "RawJson"));
        writer.Close();
    }

    private static void WriteValue(SourceWriter writer, AlternativeSpec alternative, ValueWriter values)
    {
        if (alternative.Type.Kind == ValueKind.Array)
        {
            values.WriteArray(writer, "writer.WriteStartArray();", alternative.Type.Element!, alternative.Name);
            return;
        }

        writer.WriteLine(values.Value(alternative.Type, TypeNames.IsStruct(alternative.Type) ? alternative.Name + ".Value" : alternative.Name));
    }

    private static string Read(TypeSpec type, Scope scope) => type.Kind switch
    {
        ValueKind.String => "json.TryGetString(out string? text) ? text : null",
        ValueKind.OpenEnum => $"json.TryGetString(out string? text) ? new {type.Name}(text) : default({type.Name}?)",
        _ => ValueReader.FromJson(type, "json", scope),
    };

    private static string JsonKindOf(TypeSpec type) => type.Kind switch
    {
        ValueKind.String or ValueKind.OpenEnum => "String",
        ValueKind.Array => "Array",
        _ => "Object",
    };

    /// <summary>
    /// Gets the types that convert to the union. C# allows no conversion from an interface, so a list converts from an array and from <c>List</c>.
    /// </summary>
    private static IEnumerable<string> ConvertibleFrom(TypeSpec type) => type.Kind == ValueKind.Array
        ? [$"{TypeNames.Of(type.Element!)}[]", $"{Runtime.List}<{TypeNames.Of(type.Element!)}>"]
        : [TypeNames.Of(type with { IsNullable = false })];
}

/// <summary>An emitter for the code that lets a collection expression create a kind union with a list.</summary>
internal static class CollectionEmitter
{
    private const string Generic = "global::System.Collections.Generic";

    public static string AttributeOf(string typeName) =>
        $"[global::System.Runtime.CompilerServices.CollectionBuilder(typeof({typeName}), nameof(Create))]";

    public static string BaseOf(AlternativeSpec list) => $"{Generic}.IReadOnlyCollection<{ElementOf(list)}>";

    public static void WriteMembers(SourceWriter writer, string typeName, AlternativeSpec list) => writer.WriteLine($$"""

        /// <summary>Creates a value from the elements of a collection expression.</summary>
        public static {{typeName}} Create(global::System.ReadOnlySpan<{{ElementOf(list)}}> items) => new(items.ToArray());

        /// <summary>The number of elements of <see cref="{{list.Name}}"/>, or 0 if the value has another form.</summary>
        public int Count => {{list.Name}}?.Count ?? 0;

        /// <summary>Returns an enumerator of <see cref="{{list.Name}}"/>, which is empty if the value has another form.</summary>
        public {{Generic}}.IEnumerator<{{ElementOf(list)}}> GetEnumerator() => ({{list.Name}} ?? []).GetEnumerator();

        /// <inheritdoc/>
        global::System.Collections.IEnumerator global::System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        """);

    private static string ElementOf(AlternativeSpec list) => TypeNames.Of(list.Type.Element!);
}
