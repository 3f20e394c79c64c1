namespace Claude.Aot.Generators;

/// <summary>A type with <c>[ClaudeOutput]</c>.</summary>
/// <param name="Namespace">Its namespace; null for the global one.</param>
/// <param name="Declarations">The declarations to repeat, from the outermost type to the type itself.</param>
/// <param name="FullName">The name of the type and of the types and namespaces around it.</param>
/// <param name="Hidden">The generated members that hide a member of a base class.</param>
/// <param name="RootId">The specification of the type.</param>
/// <param name="Types">The types that are bound; they refer to each other by id.</param>
internal sealed record OutputSpec(
    string? Namespace,
    EquatableArray<string> Declarations,
    string FullName,
    EquatableArray<string> Hidden,
    string RootId,
    EquatableArray<BoundType> Types);

/// <summary>The result of reading a type. The output is null if there is an error.</summary>
internal sealed record OutputResult(OutputSpec? Output, EquatableArray<DiagnosticSpec> Diagnostics);
