namespace Claude.Aot.Generators;

/// <summary>Prints the definition of one tool, and the methods that call it.</summary>
internal sealed class ToolEmitter
{
    private const string Binding = "global::Claude.Aot.Serialization.ToolBinding";
    private const string Result = "global::System.Threading.Tasks.ValueTask<global::Claude.Aot.BlockContent>";

    private readonly BindingCode _code;
    private readonly SourceWriter _writer;

    public ToolEmitter(BindingCode code, SourceWriter writer)
    {
        _code = code;
        _writer = writer;
    }

    /// <summary>Gets the expression that creates the function.</summary>
    public static string CreateFunction(ToolSpec tool) => tool.IsStatic
        ? $"new({ToolClassNames.Code}.{tool.PropertyName}, {ToolClassNames.Code}.Call{Stem(tool)})"
        : $"new({ToolClassNames.Code}.{tool.PropertyName}, (call, cancellationToken) => {ToolClassNames.Code}.Call{Stem(tool)}(this, call, cancellationToken))";

    public void Write(ToolSpec tool)
    {
        var names = new LocalNames("target", "call", "cancellationToken", "input", "reader", "exception");
        List<MemberLocal> locals = MemberLoopEmitter.Name(tool.Parameters, names);
        WriteDefinition(tool);
        WriteCall(tool, locals);
        WriteBind(tool, locals);
    }

    private static string Stem(ToolSpec tool) => LocalNames.Pascal(tool.PropertyName.Substring(0, tool.PropertyName.Length - "Tool".Length));

    private void WriteDefinition(ToolSpec tool)
    {
        ToolSettingsSpec settings = tool.Settings;
        IEnumerable<string> roots = tool.Parameters.Select(parameter => parameter.Value.TypeId);
        string schema = new SchemaWriter(_code.Types, settings.IsStrict, roots).WriteRoot(tool.Parameters);
        _writer.WriteLine();
        _writer.WriteLine($"public static global::Claude.Aot.Tool {tool.PropertyName} => field ??= new()");
        _writer.OpenBlock();
        _writer.WriteLine($"Name = {Literals.Text(settings.Name)},");
        WriteSetting("Description", settings.Description is { } description ? Literals.Text(description) : null);
        _writer.WriteLine($"InputSchema = {Runtime.RawJson}.Parse({Literals.Utf8(schema)}, 256),");
        WriteSetting("Strict", settings.IsStrict ? "true" : null);
        WriteSetting("DeferLoading", settings.DeferLoading ? "true" : null);
        WriteSetting("EagerInputStreaming", settings.EagerInputStreaming switch { true => "true", false => "false", _ => null });
        WriteSetting("AllowedCallers", List(settings.AllowedCallers, Literals.Text));
        WriteSetting("InputExamples", List(settings.InputExamples, example => $"{Runtime.RawJson}.Parse({Literals.Utf8(example)})"));
        WriteSetting("CacheControl", settings.CacheControl is { } ttl ? $"new global::Claude.Aot.CacheControl {{ Ttl = {Literals.Text(ttl)} }}" : null);
        _writer.Close(";");
    }

    private void WriteSetting(string name, string? code)
    {
        if (code is not null)
        {
            _writer.WriteLine($"{name} = {code},");
        }
    }

    private static string? List(EquatableArray<string> items, Func<string, string> code) =>
        items.Count == 0 ? null : $"[{string.Join(", ", items.Select(code))}]";

    private static string OutParameters(string first, List<MemberLocal> locals) =>
        string.Join(", ", locals.Select(local => $"out {local.Member.Value.CSharpType} {local.Name}").Prepend(first));

    private void WriteCall(ToolSpec tool, List<MemberLocal> locals)
    {
        bool isAwaited = tool.Result.IsAwaited;
        string target = tool.IsStatic ? "" : $"{tool.Class.CSharpType} target, ";
        string parameters = $"{target}global::Claude.Aot.ToolCall call, global::System.Threading.CancellationToken cancellationToken";
        _writer.WriteLine();
        _writer.Open($"public static {(isAwaited ? "async " : "")}{Result} Call{Stem(tool)}({parameters})");
        _writer.WriteLine($"Bind{Stem(tool)}({OutParameters("call.Input", locals)});");
        Queue<MemberLocal> bound = new(locals);
        IEnumerable<string> arguments = tool.Arguments.Select(argument => argument.Kind switch
        {
            ArgumentKind.Call => "call",
            ArgumentKind.CancellationToken => "cancellationToken",
            _ => bound.Dequeue().Name,
        });
        string call = $"{(tool.IsStatic ? tool.Class.CSharpType : "target")}.{SymbolNames.Escape(tool.MethodName)}({string.Join(", ", arguments)})";
        call = isAwaited ? $"await {call}.ConfigureAwait(false)" : call;
        if (tool.Result.Kind == ResultKind.None)
        {
            _writer.WriteLine($"{call};");
            _writer.WriteLine($"return {(isAwaited ? $"{Binding}.Done" : $"new({Binding}.Done)")};");
        }
        else if (tool.Result is { Kind: ResultKind.Json, Value: { } value })
        {
            _writer.WriteLine($"{value.CSharpType} result = {call};");
            WriteJsonResult(value, isAwaited);
        }
        else
        {
            string converted = $"{Binding}.From{tool.Result.Kind}({call})";
            _writer.WriteLine($"return {(isAwaited ? converted : $"new({converted})")};");
        }

        _writer.Close();
    }

    private void WriteJsonResult(BoundValue value, bool isAwaited)
    {
        _writer.WriteLine($"return {(isAwaited ? "" : "new(")}{Binding}.FromValue(result, static (writer, value) =>");
        _writer.OpenBlock();
        new OutputEmitter(_code, _writer).WriteNullable(value, "value");
        _writer.Close(isAwaited ? ");" : "));");
    }

    private void WriteBind(ToolSpec tool, List<MemberLocal> locals)
    {
        var loop = new MemberLoopEmitter(_code, _writer);
        _writer.WriteLine();
        _writer.Open($"private static void Bind{Stem(tool)}({OutParameters($"{Runtime.ToolInput} input", locals)})");
        loop.WriteVariables(locals, areDeclared: true);
        _writer.Open("try");
        _writer.WriteLine($"{Runtime.Utf8JsonReader} reader = {BindingCode.Input}.Start(input.Utf8);");
        loop.WriteLoop(locals, tool.Settings.IsStrict, discriminator: null);
        _writer.Close();
        _writer.Open("catch (global::System.Text.Json.JsonException exception)");
        _writer.WriteLine($"throw {Binding}.Invalid(exception, input.Utf8);");
        _writer.Close();
        _writer.Close();
    }
}
