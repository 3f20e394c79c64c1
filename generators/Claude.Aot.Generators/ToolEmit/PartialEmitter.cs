namespace Claude.Aot.Generators;

/// <summary>Prints the classes that show an output that still arrives, and the shapes from which they are made.</summary>
internal sealed class PartialEmitter
{
    private const string Serialization = "global::Claude.Aot.Serialization";
    private const string Shape = Serialization + ".PartialShape";
    private const string Members = Serialization + ".PartialMembers";

    private readonly BindingCode _code;
    private readonly SourceWriter _writer;
    private readonly BoundObject _root;
    private readonly LocalNames _names = new(OutputNames.Partial, "Equals", "ReferenceEquals", "ToString", "GetHashCode", "GetType", "MemberwiseClone");
    private readonly Dictionary<string, string> _classes = [];
    private readonly Dictionary<string, string> _shapes = [];
    private readonly List<BoundObject> _objects = [];

    public PartialEmitter(BindingCode code, SourceWriter writer, BoundObject root)
    {
        _code = code;
        _writer = writer;
        _root = root;
        Visit(root);
    }

    public string ShapeOf(BoundObject type) => _shapes[type.Id];

    public void WriteClasses(bool hidesBase)
    {
        _writer.WriteSummary("The part of the output that has arrived. A member that has not arrived is null.");
        Open(_root, $"public {(hidesBase ? "new " : "")}sealed class {OutputNames.Partial}");
        foreach (BoundObject type in _objects.Where(type => type != _root))
        {
            _writer.WriteLine();
            _writer.WriteSummary("The part of an object that has arrived. A member that has not arrived is null.");
            Open(type, $"public sealed class {_classes[type.Id]}");
            _writer.Close();
        }

        _writer.Close();
        _writer.WriteLine();
    }

    public void WriteShapes()
    {
        foreach (BoundObject type in _objects)
        {
            _writer.WriteLine($"public static {Shape} {_shapes[type.Id]} => field ??= {Shape}.Compose(");
            IEnumerable<string> members = type.Members
                .Select(member => $"new {Serialization}.PartialMember({Literals.Text(member.JsonName)}, {ShapeExpression(member.Value)})");
            _writer.WriteContinuation($"static members => new {ClassOf(type)}(members){string.Concat(members.Select(member => ", " + member))});");
            _writer.WriteLine();
        }
    }

    private void Visit(BoundType type)
    {
        if (type is BoundList list)
        {
            Visit(_code.Types.Of(list.Element));
        }
        else if (type is BoundObject item && !_classes.ContainsKey(item.Id))
        {
            _classes.Add(item.Id, item == _root ? OutputNames.Partial : _names.Take(item.Name + OutputNames.Partial));
            _shapes.Add(item.Id, _code.TakeName(item.Name + OutputNames.Partial));
            _objects.Add(item);
            foreach (BoundMember member in item.Members)
            {
                Visit(_code.Types.Of(member.Value));
            }
        }
    }

    private void Open(BoundObject type, string declaration)
    {
        string name = _classes[type.Id];
        _writer.WriteLine(SourceFile.Attribute);
        _writer.Open(declaration);
        _writer.WriteLine($"private readonly {Members} _members;");
        _writer.WriteLine();
        _writer.WriteLine($"internal {name}({Members} members) => _members = members;");
        string[] nested = type == _root ? [.. _classes.Values] : [];
        var names = new LocalNames([name, "_members", .. nested, "Equals", "ToString", "GetHashCode", "GetType", "MemberwiseClone"]);
        for (int i = 0; i < type.Members.Count; i++)
        {
            WriteProperty(type.Members[i], names.Take(LocalNames.Pascal(type.Members[i].CSharpName)), i);
        }
    }

    private void WriteProperty(BoundMember member, string name, int index)
    {
        BoundType type = _code.Types.Of(member.Value);
        bool isComplete = type is not (BoundScalar { Kind: ScalarKind.String } or BoundList or BoundObject);
        string state = isComplete ? "or null if it is not complete" : "or null if it has not begun";
        string plain = TypeOf(member.Value with { IsNullable = false });
        string read = type switch
        {
            BoundScalar { Kind: ScalarKind.String } => "GetText",
            _ when isComplete && member.Value.IsValueType => $"GetValue<{plain}>",
            _ => $"GetObject<{plain}>",
        };
        _writer.WriteLine();
        _writer.WriteSummary($"Gets the value of `{member.JsonName}` so far, {state}.");
        _writer.WriteLine($"public {plain}? {name} => _members.{read}({SymbolNames.Invariant(index)});");
    }

    /// <summary>Gets the type of a value in the classes that are printed here.</summary>
    private string TypeOf(BoundValue value)
    {
        string type = _code.Types.Of(value) switch
        {
            BoundList list => $"{Runtime.ReadOnlyList}<{TypeOf(list.Element)}>",
            BoundObject item => ClassOf(item),
            BoundType other => other.CSharpType,
        };
        return value.IsNullable ? type + "?" : type;
    }

    private string ClassOf(BoundObject type) =>
        type == _root ? $"{_root.CSharpType}.{OutputNames.Partial}" : $"{_root.CSharpType}.{OutputNames.Partial}.{_classes[type.Id]}";

    private string ShapeExpression(BoundValue value) => _code.Types.Of(value) switch
    {
        BoundScalar { Kind: ScalarKind.String } => $"{Shape}.Text",
        BoundList list => $"{Shape}.List<{TypeOf(list.Element)}>({ShapeExpression(list.Element)})",
        BoundObject item => ShapeOf(item),
        _ => $"{Shape}.Value<{TypeOf(value)}>(static (ref {Runtime.Utf8JsonReader} reader) => {_code.Read(value)})",
    };
}
