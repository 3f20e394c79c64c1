namespace Claude.Aot.Generators;

/// <summary>A class that has tools.</summary>
/// <param name="Namespace">Its namespace; null for the global one.</param>
/// <param name="Declarations">The declarations to repeat, from the outermost type to the class: <c>partial class Weather</c>.</param>
/// <param name="FullName">The name of the class and of the types and namespaces around it.</param>
/// <param name="CSharpType">The class as C#.</param>
/// <param name="CachesTools">Whether an instance keeps its tools. A record does not, because all its fields take part in equality.</param>
/// <param name="HidesTools">Whether a base class has a property <c>Tools</c>.</param>
/// <param name="BaseTools">That property as C#, if its tools are also tools of this class.</param>
internal sealed record ToolClassSpec(
    string? Namespace,
    EquatableArray<string> Declarations,
    string FullName,
    string CSharpType,
    bool CachesTools,
    bool HidesTools,
    string? BaseTools);

/// <summary>A tool: a method and how it is called.</summary>
/// <param name="Parameters">The parameters that the input has a value for.</param>
/// <param name="Arguments">All arguments of the method in order: the names of parameters of the input, or other values.</param>
/// <param name="Types">The types that are bound; they refer to each other by id.</param>
internal sealed record ToolSpec(
    ToolClassSpec Class,
    string MethodName,
    string PropertyName,
    string Accessibility,
    bool IsStatic,
    ToolSettingsSpec Settings,
    EquatableArray<BoundMember> Parameters,
    EquatableArray<ArgumentSpec> Arguments,
    ResultSpec Result,
    EquatableArray<BoundType> Types)
{
    public string Name => Settings.Name;
}

/// <summary>The members of the tool's definition, apart from its schema.</summary>
internal sealed record ToolSettingsSpec(
    string Name,
    string? Description,
    bool IsStrict,
    bool DeferLoading,
    bool? EagerInputStreaming,
    EquatableArray<string> AllowedCallers,
    EquatableArray<string> InputExamples,
    string? CacheControl);

/// <param name="Name">The parameter's name.</param>
internal sealed record ArgumentSpec(ArgumentKind Kind, string Name);

internal enum ArgumentKind
{
    Input,
    Call,
    CancellationToken,
}

/// <param name="Value">The type of a result that is written as JSON; null for other kinds.</param>
/// <param name="IsAwaited">Whether the method returns a task.</param>
internal sealed record ResultSpec(ResultKind Kind, BoundValue? Value, bool IsAwaited);

internal enum ResultKind
{
    None,
    Text,
    Content,
    Block,
    Blocks,
    Json,
}

/// <summary>The result of reading a method. The tool is null if there is an error.</summary>
/// <param name="Place">The method's name in its file, for diagnostics that compare tools.</param>
internal sealed record ToolResult(ToolSpec? Tool, DiagnosticPlace Place, EquatableArray<DiagnosticSpec> Diagnostics);

internal sealed record DiagnosticPlace(string Path, SourceLocation Location);

/// <summary>A class and its tools, in the order of their declaration.</summary>
internal sealed record ToolGroup(ToolClassSpec Class, EquatableArray<ToolSpec> Tools);
