namespace Claude.Aot.Generators;

/// <summary>Prints the methods that read the types of inputs.</summary>
internal sealed class InputEmitter
{
    private readonly BindingCode _code;
    private readonly SourceWriter _writer;

    public InputEmitter(BindingCode code, SourceWriter writer)
    {
        _code = code;
        _writer = writer;
    }

    public void Write(BoundType type)
    {
        string method = _code.MethodOf(type.Id);
        _writer.WriteLine();
        _writer.Open($"private static {ReturnTypeOf(type)} {method}(ref {Runtime.Utf8JsonReader} reader)");
        switch (type)
        {
            case BoundEnum enumeration:
                WriteEnum(enumeration);
                break;
            case BoundList list:
                WriteList(list);
                break;
            case BoundMap map:
                WriteMap(map);
                break;
            case BoundUnion union:
                WriteUnion(union);
                break;
            case BoundObject item:
                WriteObject(item);
                break;
        }

        _writer.Close();
        foreach (BoundMember member in type is BoundObject { } owner ? owner.Members.Where(member => member.Target == MemberTarget.InitSetter) : [])
        {
            WriteInitSetter((BoundObject)type, member);
        }
    }

    private static string ReturnTypeOf(BoundType type) => type switch
    {
        BoundList { Form: ListForm.Array } list => list.Element.CSharpType + "[]",
        BoundList { Form: ListForm.List } list => $"{Runtime.List}<{list.Element.CSharpType}>",
        BoundList { Form: ListForm.HashSet } list => $"{Runtime.HashSet}<{list.Element.CSharpType}>",
        BoundMap map => $"{Runtime.Dictionary}<string, {map.Value.CSharpType}>",
        _ => type.CSharpType,
    };

    private void WriteEnum(BoundEnum type)
    {
        IEnumerable<BoundEnumMember> members = type.Members.GroupBy(member => member.JsonName).Select(same => same.First());
        foreach (BoundEnumMember member in members)
        {
            _writer.Open($"if ({BindingCode.Input}.IsText(ref reader, {Literals.Utf8(member.JsonName)}))");
            _writer.WriteLine($"return {member.Code};");
            _writer.Close();
            _writer.WriteLine();
        }

        WriteChoiceFailure("reader", members.Select(member => JsonString.Quote(member.JsonName)));
        _writer.WriteLine("return default;");
    }

    private void WriteChoiceFailure(string reader, IEnumerable<string> values) =>
        _writer.WriteLine($"{BindingCode.Input}.FailValue(ref {reader}, {Literals.Text($"one of {string.Join(", ", values)}")});");

    private void WriteList(BoundList list)
    {
        string element = list.Element.CSharpType;
        bool isArray = list.Form is ListForm.Array or ListForm.ImmutableArray;
        _writer.WriteLine(isArray
            ? $"{element}[] items = {BindingCode.Input}.CreateArray<{element}>(ref reader);"
            : $"var items = new {ReturnTypeOf(list)}({BindingCode.Input}.CountElements(ref reader));");
        _writer.Open(isArray ? $"for (int i = 0; {BindingCode.Input}.ReadElement(ref reader); i++)" : $"while ({BindingCode.Input}.ReadElement(ref reader))");
        string read = _code.Read(list.Element);
        _writer.WriteLine(isArray ? $"items[i] = {read};" : $"items.Add({read});");
        _writer.Close();
        _writer.WriteLine();
        _writer.WriteLine(list.Form == ListForm.ImmutableArray
            ? "return global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);"
            : "return items;");
    }

    private void WriteMap(BoundMap map)
    {
        _writer.WriteLine($"var items = new {ReturnTypeOf(map)}({BindingCode.Input}.CountMembers(ref reader));");
        _writer.Open($"while ({BindingCode.Input}.ReadName(ref reader))");
        _writer.WriteLine($"string name = {BindingCode.Input}.ReadPropertyName(ref reader);");
        _writer.WriteLine("reader.Read();");
        _writer.WriteLine($"items[name] = {_code.Read(map.Value)};");
        _writer.Close();
        _writer.WriteLine();
        _writer.WriteLine("return items;");
    }

    private void WriteUnion(BoundUnion union)
    {
        List<BoundObject> variants = [.. union.VariantIds.Select(id => (BoundObject)_code.Types[id])];
        _writer.WriteLine($"{Runtime.Utf8JsonReader} ahead = reader;");
        _writer.WriteLine($"{BindingCode.Input}.FindMember(ref ahead, {Literals.Text(union.JsonName)});");
        foreach (BoundObject variant in variants)
        {
            string json = variant.Discriminator!.Json;
            string check = variant.Discriminator.IsText ? $"IsText(ref ahead, {Literals.Utf8(variant.Discriminator.Text)})" : $"IsInteger(ref ahead, {json})";
            _writer.Open($"if ({BindingCode.Input}.{check})");
            _writer.WriteLine($"return {_code.MethodOf(variant.Id)}(ref reader);");
            _writer.Close();
            _writer.WriteLine();
        }

        WriteChoiceFailure("ahead", variants.Select(variant => variant.Discriminator!.Json));
        _writer.WriteLine("return default!;");
    }

    private void WriteObject(BoundObject type)
    {
        var names = new LocalNames("reader", "value");
        List<MemberLocal> locals = MemberLoopEmitter.Name(type.Members, names);
        var loop = new MemberLoopEmitter(_code, _writer);
        loop.WriteVariables(locals, areDeclared: false);
        loop.WriteLoop(locals, type.IsClosed, type.Discriminator?.JsonName);
        _writer.WriteLine();
        WriteConstruction(type, locals);
    }

    private void WriteConstruction(BoundObject type, List<MemberLocal> locals)
    {
        string arguments = string.Join(", ", With(MemberTarget.Constructor).Select(local => local.Name));
        List<MemberLocal> initialized = [.. With(MemberTarget.Initializer)];
        string values = string.Join(", ", initialized.Select(local => $"{SymbolNames.Escape(local.Member.CSharpName)} = {local.Name}"));
        string initializer = initialized.Count == 0 ? "" : $" {{ {values} }}";
        string creation = $"new {type.CSharpType}({arguments}){initializer}";
        List<MemberLocal> assigned = [.. With(MemberTarget.Setter), .. With(MemberTarget.InitSetter)];
        if (assigned.Count == 0)
        {
            _writer.WriteLine($"return {creation};");
            return;
        }

        _writer.WriteLine($"var value = {creation};");
        foreach (MemberLocal local in assigned)
        {
            string target = type.IsStruct ? "ref value" : "value";
            _writer.Open($"if ({local.Has})");
            _writer.WriteLine(local.Member.Target == MemberTarget.Setter
                ? $"value.{SymbolNames.Escape(local.Member.CSharpName)} = {local.Name};"
                : $"{InitSetterOf(type, local.Member)}({target}, {local.Name});");
            _writer.Close();
            _writer.WriteLine();
        }

        _writer.WriteLine("return value;");

        IEnumerable<MemberLocal> With(MemberTarget target) => locals.Where(local => local.Member.Target == target);
    }

    private void WriteInitSetter(BoundObject type, BoundMember member)
    {
        _writer.WriteLine();
        const string Services = "global::System.Runtime.CompilerServices";
        string owner = type.IsStruct ? $"ref {member.InitOwner}" : member.InitOwner!;
        _writer.WriteLine($"[{Services}.UnsafeAccessor({Services}.UnsafeAccessorKind.Method, Name = \"set_{member.CSharpName}\")]");
        _writer.WriteLine($"private static extern void {InitSetterOf(type, member)}({owner} owner, {member.Value.CSharpType} value);");
    }

    private string InitSetterOf(BoundObject type, BoundMember member) => $"{_code.MethodOf(type.Id)}{LocalNames.Pascal(member.CSharpName)}";
}
