namespace Claude.Aot.Generators;

/// <summary>Prints the methods that read the types of inputs.</summary>
internal sealed class InputEmitter(BindingCode code, SourceWriter writer) : TypeEmitter(code, writer)
{
    public void Write(BoundType type)
    {
        WriteMethod($"private static {ReturnTypeOf(type)} {Code.MethodOf(type.Id)}(ref {Runtime.Utf8JsonReader} reader)", type);
        if (type is BoundObject owner)
        {
            foreach (BoundMember member in owner.Members.Where(member => member.Target == MemberTarget.InitSetter))
            {
                WriteInitSetter(owner, member);
            }
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

    protected override void WriteEnum(BoundEnum type)
    {
        IEnumerable<BoundEnumMember> members = type.Members.GroupBy(member => member.JsonName).Select(same => same.First());
        foreach (BoundEnumMember member in members)
        {
            Writer.Open($"if ({BindingCode.Input}.IsText(ref reader, {Literals.Utf8(member.JsonName)}))");
            Writer.WriteLine($"return {member.Code};");
            Writer.Close();
            Writer.WriteLine();
        }

        WriteChoiceFailure("reader", members.Select(member => JsonString.Quote(member.JsonName)));
        Writer.WriteLine("return default;");
    }

    private void WriteChoiceFailure(string reader, IEnumerable<string> values) =>
        Writer.WriteLine($"{BindingCode.Input}.FailValue(ref {reader}, {Literals.Text($"one of {string.Join(", ", values)}")});");

    protected override void WriteList(BoundList list)
    {
        string element = list.Element.CSharpType;
        bool isArray = list.Form is ListForm.Array or ListForm.ImmutableArray;
        Writer.WriteLine(isArray
            ? $"{element}[] items = {BindingCode.Input}.CreateArray<{element}>(ref reader);"
            : $"var items = new {ReturnTypeOf(list)}({BindingCode.Input}.CountElements(ref reader));");
        Writer.Open(isArray ? $"for (int i = 0; {BindingCode.Input}.ReadElement(ref reader); i++)" : $"while ({BindingCode.Input}.ReadElement(ref reader))");
        string read = Code.Read(list.Element);
        Writer.WriteLine(isArray ? $"items[i] = {read};" : $"items.Add({read});");
        Writer.Close();
        Writer.WriteLine();
        Writer.WriteLine(list.Form == ListForm.ImmutableArray
            ? "return global::System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);"
            : "return items;");
    }

    protected override void WriteMap(BoundMap map)
    {
        Writer.WriteLine($"var items = new {ReturnTypeOf(map)}({BindingCode.Input}.CountMembers(ref reader));");
        Writer.Open($"while ({BindingCode.Input}.ReadName(ref reader))");
        Writer.WriteLine($"string name = {BindingCode.Input}.ReadPropertyName(ref reader);");
        Writer.WriteLine("reader.Read();");
        Writer.WriteLine($"items[name] = {Code.Read(map.Value)};");
        Writer.Close();
        Writer.WriteLine();
        Writer.WriteLine("return items;");
    }

    protected override void WriteUnion(BoundUnion union)
    {
        List<BoundObject> variants = [.. union.VariantIds.Select(id => (BoundObject)Code.Types[id])];
        Writer.WriteLine($"{Runtime.Utf8JsonReader} ahead = reader;");
        Writer.WriteLine($"{BindingCode.Input}.FindMember(ref ahead, {Literals.Text(union.JsonName)});");
        foreach (BoundObject variant in variants)
        {
            string json = variant.Discriminator!.Json;
            string check = variant.Discriminator.IsText ? $"IsText(ref ahead, {Literals.Utf8(variant.Discriminator.Text)})" : $"IsInteger(ref ahead, {json})";
            Writer.Open($"if ({BindingCode.Input}.{check})");
            Writer.WriteLine($"return {Code.MethodOf(variant.Id)}(ref reader);");
            Writer.Close();
            Writer.WriteLine();
        }

        WriteChoiceFailure("ahead", variants.Select(variant => variant.Discriminator!.Json));
        Writer.WriteLine("return default!;");
    }

    protected override void WriteObject(BoundObject type)
    {
        var names = new LocalNames("reader", "value");
        List<MemberLocal> locals = MemberLoopEmitter.Name(type.Members, names);
        var loop = new MemberLoopEmitter(Code, Writer);
        loop.WriteVariables(locals, areDeclared: false);
        loop.WriteLoop(locals, type.IsClosed, type.Discriminator?.JsonName);
        Writer.WriteLine();
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
            Writer.WriteLine($"return {creation};");
            return;
        }

        Writer.WriteLine($"var value = {creation};");
        foreach (MemberLocal local in assigned)
        {
            string target = type.IsStruct ? "ref value" : "value";
            Writer.Open($"if ({local.Has})");
            Writer.WriteLine(local.Member.Target == MemberTarget.Setter
                ? $"value.{SymbolNames.Escape(local.Member.CSharpName)} = {local.Name};"
                : $"{InitSetterOf(type, local.Member)}({target}, {local.Name});");
            Writer.Close();
            Writer.WriteLine();
        }

        Writer.WriteLine("return value;");

        IEnumerable<MemberLocal> With(MemberTarget target) => locals.Where(local => local.Member.Target == target);
    }

    private void WriteInitSetter(BoundObject type, BoundMember member)
    {
        Writer.WriteLine();
        const string Services = "global::System.Runtime.CompilerServices";
        string owner = type.IsStruct ? $"ref {member.InitOwner}" : member.InitOwner!;
        Writer.WriteLine($"[{Services}.UnsafeAccessor({Services}.UnsafeAccessorKind.Method, Name = \"set_{member.CSharpName}\")]");
        Writer.WriteLine($"private static extern void {InitSetterOf(type, member)}({owner} owner, {member.Value.CSharpType} value);");
    }

    private string InitSetterOf(BoundObject type, BoundMember member) => $"{Code.MethodOf(type.Id)}{LocalNames.Pascal(member.CSharpName)}";
}
