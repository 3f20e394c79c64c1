namespace Claude.Aot.Generators;

/// <summary>The keywords of the schema, and the places where each is allowed.</summary>
internal static class Keywords
{
    public const string Ref = "$ref";
    public const string Definitions = "$defs";
    public const string Description = "description";
    public const string Type = "type";
    public const string Const = "const";
    public const string Items = "items";
    public const string OneOf = "oneOf";
    public const string AnyOf = "anyOf";
    public const string Properties = "properties";
    public const string Required = "required";
    public const string AdditionalProperties = "additionalProperties";
    public const string Side = "x-side";
    public const string View = "x-view";
    public const string KindName = "x-kind-name";
    public const string Discriminator = "x-discriminator";
    public const string Role = "x-role";
    public const string Fold = "x-fold";
    public const string Lift = "x-lift";
    public const string Hot = "x-hot";
    public const string Constants = "x-constants";
    public const string Obsolete = "x-obsolete";
    public const string Record = "x-record";
    public const string Example = "x-example";
    public const string ViewExample = "x-view-example";
    public const string Name = "x-name";
    public const string NameReason = "x-name-reason";
    public const string Namespace = "x-namespace";

    private static readonly HashSet<string> s_annotations =
    [
        "$comment", "title", "examples", "default", "deprecated", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "readOnly", "writeOnly",
    ];

    private static readonly HashSet<string> s_root = ["$schema", "$id", Description, Definitions];
    private static readonly HashSet<string> s_object =
        [Type, Description, Properties, Required, AdditionalProperties, Example, Side, View, ViewExample, Role, Hot, Record, Name, NameReason, Namespace];

    private static readonly HashSet<string> s_union =
        [OneOf, Description, Example, Discriminator, KindName, Side, View, ViewExample, Name, NameReason, Namespace];
    private static readonly HashSet<string> s_openEnum = [Type, AnyOf, Description, Example, KindName, Constants, Side, Name, NameReason, Namespace];
    private static readonly HashSet<string> s_enumValue = [Const, Description, Obsolete, Name, NameReason];
    private static readonly HashSet<string> s_kindUnion = [OneOf, Description, Example, Side, Name, NameReason, Namespace];
    private static readonly HashSet<string> s_alternative = [Ref, Type, Items, Description, AdditionalProperties, Name, NameReason];
    private static readonly HashSet<string> s_type = [Ref, Type, Items, Description, AdditionalProperties];
    private static readonly HashSet<string> s_property =
        [Ref, Type, Items, OneOf, Const, Description, AdditionalProperties, Role, Fold, Lift, Name, NameReason];

    public static void CheckRoot(ParseContext context, JsonNode node) => Check(context, node, s_root, "a schema file");

    public static void CheckObject(ParseContext context, JsonNode node) => Check(context, node, s_object, "an object");

    public static void CheckUnion(ParseContext context, JsonNode node) => Check(context, node, s_union, "a union");

    public static void CheckOpenEnum(ParseContext context, JsonNode node) => Check(context, node, s_openEnum, "an open enum");

    public static void CheckEnumValue(ParseContext context, JsonNode node) => Check(context, node, s_enumValue, "a value of an open enum");

    public static void CheckKindUnion(ParseContext context, JsonNode node) => Check(context, node, s_kindUnion, "a kind union");

    public static void CheckAlternative(ParseContext context, JsonNode node) => Check(context, node, s_alternative, "an alternative");

    public static void CheckType(ParseContext context, JsonNode node) => Check(context, node, s_type, "an element or alternative");

    public static void CheckProperty(ParseContext context, JsonNode node) => Check(context, node, s_property, "a property");

    private static void Check(ParseContext context, JsonNode node, HashSet<string> known, string place)
    {
        foreach (JsonMember member in node.Members)
        {
            if (!known.Contains(member.Name) && !s_annotations.Contains(member.Name))
            {
                context.Report(Diagnostics.UnknownKeyword, member.Location, member.Name, place);
            }
        }
    }
}

/// <summary>
/// The direction in which an object is sent. An object that the caller creates must have its required members; a received object can lack any member.
/// </summary>
internal enum Side
{
    Both,
    Request,
    Response,
}
