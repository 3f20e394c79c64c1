using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>The diagnostics that the generator reports. The id of a removed diagnostic is never reused.</summary>
internal static class Diagnostics
{
    private const string Category = "Claude.Aot.Schema";

    public static readonly DiagnosticDescriptor Internal = new(
        "CLAUDE000",
        "The generator failed",
        "The generator failed on '{0}' because of a bug in the generator; please report it: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadJson = new(
        "CLAUDE001",
        "The schema is not valid JSON",
        "The schema is not valid JSON: {0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownKeyword = new(
        "CLAUDE002",
        "Unknown keyword",
        "'{0}' is not a keyword of {1}; correct its spelling or remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingDescription = new(
        "CLAUDE003",
        "Missing description",
        "'{0}' has no description; add one, because it becomes the documentation of the generated code",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DanglingReference = new(
        "CLAUDE004",
        "Dangling $ref",
        "The $ref '{0}' does not match any definition; add the definition or correct the $ref, which has the form '#/$defs/Name'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateMember = new(
        "CLAUDE005",
        "Duplicate member",
        "'{0}' occurs twice in this object; remove one of the two members",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NameClash = new(
        "CLAUDE006",
        "C# name clash",
        "The C# name '{0}' is already used by {1}; give one of them an x-name",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadName = new(
        "CLAUDE007",
        "Not a C# name",
        "'{0}' is not a valid C# name; use only ASCII letters, digits and underscores, start with a letter, and set x-name if the JSON name cannot change",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NameWithoutReason = new(
        "CLAUDE008",
        "x-name without reason",
        "The x-name '{0}' has no x-name-reason; add one that explains why the C# name differs",
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
        "The value of '{0}' must be {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownRequired = new(
        "CLAUDE011",
        "Unknown required member",
        "'{0}' is listed in 'required' but is not a property of this object; add the property or remove the name from 'required'",
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
        "'{0}' and '{1}' have the same value of '{2}', '{3}'; give each variant its own value",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor VariantOfTwo = new(
        "CLAUDE014",
        "Variant of two unions",
        "'{0}' is already a variant of '{1}' and can derive from only one union; remove it from one of the unions",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownRole = new(
        "CLAUDE015",
        "Unknown x-role",
        "'{0}' is not an x-role of {1}; use one of these: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Misplaced = new(
        "CLAUDE016",
        "Misplaced keyword",
        "'{0}' is allowed only on {1}; move or remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateRole = new(
        "CLAUDE017",
        "Duplicate x-role",
        "'{0}' already has the x-role '{1}'; remove the x-role from one of the two",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadRoleType = new(
        "CLAUDE018",
        "x-role on a member of the wrong type",
        "The member with the x-role '{0}' must be {1}; change its type or move the x-role",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingRole = new(
        "CLAUDE019",
        "Missing x-role",
        "An event with the x-role '{0}' needs a member with the x-role '{1}'; add that x-role to a member",
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
        "The fold target '{0}' is not a member of {1}; set 'into' to an existing member or add this one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor FoldTypeMismatch = new(
        "CLAUDE022",
        "Incompatible types in x-fold",
        "'{0}' cannot fold '{1}' into '{2}': {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SecondAppend = new(
        "CLAUDE023",
        "Second appended member",
        "A delta can append only one member, and it already appends '{0}'; fold one of them in another way or define a second delta",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadLift = new(
        "CLAUDE024",
        "Lifted member does not exist",
        "'{0}' has no member '{1}' that x-lift can name; correct the name or remove it from x-lift",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor AccessorClash = new(
        "CLAUDE025",
        "Accessor clash",
        "{0} cannot have two accessors named '{1}': {2}; give one of the members an x-name",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadAlternative = new(
        "CLAUDE026",
        "Invalid alternative of a kind union",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor RequiredCycle = new(
        "CLAUDE027",
        "Cycle of required members",
        "'{0}' requires itself through '{1}', so an empty instance cannot be created; remove that member from 'required'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadNamespace = new(
        "CLAUDE028",
        "Not a namespace",
        "'{0}', the value of ClaudeNamespace, is not a valid C# namespace; set a valid Namespace on the ClaudeSchema item",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateStem = new(
        "CLAUDE029",
        "Two schemas with the same name",
        "'{0}' also has the name '{1}', which is the prefix of the generated names; rename one of the files",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor MissingFoldSource = new(
        "CLAUDE030",
        "Missing fold source",
        "'{0}' has no member '{1}' to fold; set 'from' to an existing member or remove it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Gets all descriptors in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        Internal, BadJson, UnknownKeyword, MissingDescription, DanglingReference, DuplicateMember,
        NameClash, BadName, NameWithoutReason, UnsupportedShape, BadKeywordValue, UnknownRequired,
        BadVariant, DuplicateDiscriminator, VariantOfTwo, UnknownRole, Misplaced, DuplicateRole,
        BadRoleType, MissingRole, BadFold, MissingFoldTarget, FoldTypeMismatch, SecondAppend,
        BadLift, AccessorClash, BadAlternative, RequiredCycle, BadNamespace, DuplicateStem,
        MissingFoldSource,
    ];

    public static DiagnosticDescriptor Find(string id) => All.Concat(ToolDiagnostics.All).First(descriptor => descriptor.Id == id);
}
