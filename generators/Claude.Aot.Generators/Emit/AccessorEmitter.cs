namespace Claude.Aot.Generators;

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
        _writer.WriteSummary(accessor.Description);
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

    private static string TypeOf(AccessorSpec accessor) => accessor.Kind switch
    {
        AccessorKind.Text => Runtime.Utf8Text,
        AccessorKind.Int64 => "long",
        AccessorKind.Double => "double",
        AccessorKind.Boolean => "bool",
        AccessorKind.OpenEnum => accessor.TypeName + "?",
        AccessorKind.View => accessor.TypeName,
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
        return accessor.Kind switch
        {
            AccessorKind.Text => $"{from}.GetText({name})",
            AccessorKind.Int64 => $"{from}.GetInt64({name})",
            AccessorKind.Double => $"{from}.GetDouble({name})",
            AccessorKind.Boolean => $"{from}.GetBoolean({name})",
            AccessorKind.OpenEnum => $"{_scope.Static(accessor.TypeName)}.From({from}.GetText({name}))",
            AccessorKind.View => $"new {accessor.TypeName}({from}.GetObject({name}))",
            AccessorKind.ToolInput => $"{from}.GetToolInput({name})",
            _ => $"{from}.GetJson({name})",
        };
    }
}
