namespace Claude.Aot.Generators;

/// <summary>A member and the local variables that it is read into.</summary>
/// <param name="Has">The variable that says whether the member was present; null if nobody asks.</param>
internal sealed record MemberLocal(BoundMember Member, string Name, string? Has);

/// <summary>Prints the code that reads the members of an object into local variables.</summary>
internal sealed class MemberLoopEmitter
{
    private readonly BindingCode _code;
    private readonly SourceWriter _writer;

    public MemberLoopEmitter(BindingCode code, SourceWriter writer)
    {
        _code = code;
        _writer = writer;
    }

    public static List<MemberLocal> Name(IEnumerable<BoundMember> members, LocalNames names) =>
    [
        .. members.Select(member => new MemberLocal(
            member,
            names.TakeLocal(member.CSharpName),
            IsAsked(member) ? names.Take("has" + LocalNames.Pascal(member.CSharpName)) : null)),
    ];

    /// <summary>Prints the variables.</summary>
    /// <param name="locals">The members.</param>
    /// <param name="areDeclared">Whether the variables of the values are parameters.</param>
    public void WriteVariables(List<MemberLocal> locals, bool areDeclared)
    {
        foreach (MemberLocal local in locals)
        {
            string type = areDeclared ? "" : local.Member.Value.CSharpType + " ";
            _writer.WriteLine($"{type}{local.Name} = {DefaultOf(local.Member)};");
        }

        foreach (MemberLocal local in locals.Where(local => local.Has is not null))
        {
            _writer.WriteLine($"bool {local.Has} = false;");
        }
    }

    private static bool IsAsked(BoundMember member) => member.IsRequired || member.Target is MemberTarget.Setter or MemberTarget.InitSetter;

    private static string DefaultOf(BoundMember member) =>
        member.Default?.Code ?? (member.Value.IsNullable || member.Value.IsValueType ? "default" : "default!");

    /// <summary>Prints the loop over the members, and the checks for those that are required.</summary>
    /// <param name="locals">The members.</param>
    /// <param name="isClosed">Whether other members are refused.</param>
    /// <param name="discriminator">A further member that is skipped.</param>
    public void WriteLoop(List<MemberLocal> locals, bool isClosed, string? discriminator)
    {
        _writer.WriteLine($"{BindingCode.Input}.BeginObject(ref reader);");
        _writer.Open($"while ({BindingCode.Input}.ReadName(ref reader))");
        string keyword = "if";
        foreach (MemberLocal local in locals)
        {
            _writer.Open($"{keyword} (reader.ValueTextEquals({Literals.Utf8(local.Member.JsonName)}))");
            _writer.WriteLine("reader.Read();");
            _writer.WriteLine($"{local.Name} = {_code.Read(local.Member.Value)};");
            new ConstraintEmitter(_code, _writer).Write(local.Member, local.Name);
            if (local.Has is not null)
            {
                _writer.WriteLine($"{local.Has} = true;");
            }

            _writer.Close();
            keyword = "else if";
        }

        string skip = isClosed ? $"{BindingCode.Input}.ThrowUnknown(ref reader);" : "reader.Skip();";
        if (isClosed && discriminator is not null)
        {
            _writer.Open($"{keyword} (reader.ValueTextEquals({Literals.Utf8(discriminator)}))");
            _writer.WriteLine("reader.Skip();");
            _writer.Close();
            keyword = "else if";
        }

        if (keyword == "if")
        {
            _writer.WriteLine(skip);
        }
        else
        {
            _writer.Open("else");
            _writer.WriteLine(skip);
            _writer.Close();
        }

        _writer.Close();
        foreach (MemberLocal local in locals.Where(local => local.Member.IsRequired))
        {
            _writer.WriteLine();
            _writer.Open($"if (!{local.Has})");
            _writer.WriteLine($"{BindingCode.Input}.ThrowMissing(ref reader, {Literals.Text(local.Member.JsonName)});");
            _writer.Close();
        }
    }
}
