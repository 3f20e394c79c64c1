using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Every mistake that the generator reports. An id is never used again after its removal.</summary>
internal static class Diagnostics
{
    private const string Category = "Claude.Aot.Schema";

    public static readonly DiagnosticDescriptor Internal = new(
        "CLAUDE000",
        "The generator failed",
        "The generator failed on '{0}', which is a mistake of its own; please report it: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadJson = new(
        "CLAUDE001",
        "The schema is not JSON",
        "The schema is not JSON: {0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownKeyword = new(
        "CLAUDE002",
        "Unknown keyword",
        "'{0}' is no keyword of {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingDescription = new(
        "CLAUDE003",
        "Missing description",
        "'{0}' has no description, which becomes its documentation",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DanglingReference = new(
        "CLAUDE004",
        "Dangling $ref",
        "'{0}' leads nowhere; a $ref reads '#/$defs/Name'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateMember = new(
        "CLAUDE005",
        "Duplicate member",
        "'{0}' stands twice in this object",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NameClash = new(
        "CLAUDE006",
        "C# name clash",
        "The C# name '{0}' is taken by {1}; give one of them an x-name",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadName = new(
        "CLAUDE007",
        "Not a C# name",
        "'{0}' is no C# name; give an x-name of letters, digits and underscores that starts with a letter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NameWithoutReason = new(
        "CLAUDE008",
        "x-name without reason",
        "The x-name '{0}' needs an x-name-reason beside it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnsupportedShape = new(
        "CLAUDE009",
        "Unsupported shape",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadKeywordValue = new(
        "CLAUDE010",
        "Bad value of a keyword",
        "'{0}' must be {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownRequired = new(
        "CLAUDE011",
        "Unknown required member",
        "'{0}' is required, but is no property here",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadVariant = new(
        "CLAUDE012",
        "Not a variant",
        "'{0}' cannot be a variant of '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateDiscriminator = new(
        "CLAUDE013",
        "Duplicate discriminator",
        "'{0}' and '{1}' have the same {2}, '{3}'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor VariantOfTwo = new(
        "CLAUDE014",
        "Variant of two unions",
        "'{0}' is a variant of '{1}' already, and can derive from one union only",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownRole = new(
        "CLAUDE015",
        "Unknown x-role",
        "'{0}' is no x-role of {1}; there are {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Misplaced = new(
        "CLAUDE016",
        "Misplaced keyword",
        "'{0}' belongs only on {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateRole = new(
        "CLAUDE017",
        "Duplicate x-role",
        "'{0}' has the x-role '{1}' already",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadRoleType = new(
        "CLAUDE018",
        "x-role on a member of the wrong type",
        "The member with x-role '{0}' must be {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingRole = new(
        "CLAUDE019",
        "Missing x-role",
        "An event with x-role '{0}' needs a member with x-role '{1}'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadFold = new(
        "CLAUDE020",
        "Bad x-fold",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingFoldTarget = new(
        "CLAUDE021",
        "Missing fold target",
        "There is no member '{0}' in {1} to fold into",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor FoldTypeMismatch = new(
        "CLAUDE022",
        "Fold of unfit types",
        "'{0}' cannot fold '{1}' into '{2}': {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SecondAppend = new(
        "CLAUDE023",
        "Second appended member",
        "A delta appends one member only, and '{0}' does already",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadLift = new(
        "CLAUDE024",
        "Lifted member does not exist",
        "'{0}' has no member '{1}' to lift",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor AccessorClash = new(
        "CLAUDE025",
        "Accessor clash",
        "{0} cannot have two accessors '{1}': {2}; give one an x-name",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadAlternative = new(
        "CLAUDE026",
        "Alternatives of a kind union",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RequiredCycle = new(
        "CLAUDE027",
        "Required members without end",
        "'{0}' requires itself through '{1}', so that no empty one could be made",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadNamespace = new(
        "CLAUDE028",
        "Not a namespace",
        "'{0}', given as ClaudeNamespace, is no C# namespace",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateStem = new(
        "CLAUDE029",
        "Two schemas of one name",
        "'{0}' has the name '{1}' too, which begins the names of what is generated; rename one of the files",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingFoldSource = new(
        "CLAUDE030",
        "Missing fold source",
        "'{0}' has no member '{1}' to fold",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>In the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        Internal, BadJson, UnknownKeyword, MissingDescription, DanglingReference, DuplicateMember,
        NameClash, BadName, NameWithoutReason, UnsupportedShape, BadKeywordValue, UnknownRequired,
        BadVariant, DuplicateDiscriminator, VariantOfTwo, UnknownRole, Misplaced, DuplicateRole,
        BadRoleType, MissingRole, BadFold, MissingFoldTarget, FoldTypeMismatch, SecondAppend,
        BadLift, AccessorClash, BadAlternative, RequiredCycle, BadNamespace, DuplicateStem,
        MissingFoldSource,
    ];

    public static DiagnosticDescriptor Find(string id) => All.First(descriptor => descriptor.Id == id);
}
