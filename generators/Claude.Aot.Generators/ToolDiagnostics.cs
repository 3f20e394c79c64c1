using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>The diagnostics of tools and outputs. The id of a removed diagnostic is never reused.</summary>
internal static class ToolDiagnostics
{
    private const string Category = "Claude.Aot.Tools";

    public static readonly DiagnosticDescriptor NotPartial = Create(
        "CLAUDE200", "Class is not partial", "'{0}' must be partial, because code for a tool or an output is added to it; add the partial modifier");

    public static readonly DiagnosticDescriptor UnsupportedMethod = Create("CLAUDE201", "Method cannot be a tool", "'{0}' cannot be a tool: {1}");

    public static readonly DiagnosticDescriptor UnsupportedType = Create("CLAUDE202", "Type is not supported", "The type '{0}' of '{1}' is not supported: {2}");

    public static readonly DiagnosticDescriptor NoConstructor = Create("CLAUDE203", "No constructor can be chosen", "'{0}' cannot be created from JSON: {1}");

    public static readonly DiagnosticDescriptor RefusedName = Create(
        "CLAUDE204", "Name is refused", "The API does not accept the tool name '{0}'; set Name to 1 to 64 ASCII letters, digits, underscores and hyphens");

    public static readonly DiagnosticDescriptor DuplicateName = Create(
        "CLAUDE205", "Duplicate name", "Two tools of '{1}' have the name '{0}'; set Name in one of the two [ClaudeTool] attributes");

    public static readonly DiagnosticDescriptor DuplicateProperty = Create(
        "CLAUDE206", "Duplicate property", "'{0}' has two members with the JSON name '{1}'; rename one of them or set its [JsonPropertyName]");

    public static readonly DiagnosticDescriptor MemberClash = Create(
        "CLAUDE207", "Member exists already", "'{0}' has a member '{1}', but a member of this name is generated; rename it");

    public static readonly DiagnosticDescriptor BadAttribute = Create("CLAUDE208", "Attribute does not fit", "[{0}] on '{1}' is not valid: {2}");

    public static readonly DiagnosticDescriptor DefaultNotConstant = Create(
        "CLAUDE209",
        "Initializer would be lost",
        "The initializer of '{0}' would be lost, because the property is init-only in a generic type; make it settable, required or a constructor parameter");

    public static readonly DiagnosticDescriptor NotStrict = Create(
        "CLAUDE210",
        "Strict mode does not allow the type",
        "Strict mode does not allow the type '{0}', which '{1}' uses: {2}; use another type or remove Strict");

    public static readonly DiagnosticDescriptor MissingDescription = Create(
        "CLAUDE211",
        "Missing description",
        "The tool '{0}' has no description, so the model has only its name to go by; add an XML summary or [Description]",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor UnsupportedOutput = Create("CLAUDE213", "Type cannot be an output", "'{0}' cannot be an output: {1}");

    public static readonly DiagnosticDescriptor StrictLimit = Create(
        "CLAUDE212",
        "Limit of strict mode",
        "The strict tools of '{0}' have {1}; the API accepts at most {2} in one request",
        DiagnosticSeverity.Info);

    /// <summary>Gets all descriptors in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        NotPartial, UnsupportedMethod, UnsupportedType, NoConstructor, RefusedName, DuplicateName, DuplicateProperty,
        MemberClash, BadAttribute, DefaultNotConstant, NotStrict, MissingDescription, StrictLimit,
        UnsupportedOutput,
    ];

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true);
}
